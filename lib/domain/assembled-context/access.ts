import { type Sql, sql } from "@/lib/db";
import { type Content, type NewerVersion, newerVersions, versionShown } from "@/lib/domain/agent-plugins/access";
import type { PersonaChoice } from "@/lib/domain/personas/rules";
import type { Reader } from "@/lib/domain/query";
import { attachedIds } from "@/lib/domain/versions/access";
import { type VersionContent, versionContent } from "@/lib/domain/versions/rules";
import type { PluginContents } from "@/lib/packages/plugins/read-plugin";

export type SourcePersona = {
  name: string;
  slug: string;
  global: boolean;
  category: string | null;
  voiceDescription: string | null;
  suggestedTemperature: number | null;
  prompt: string;
};
export type SourcePlugin = {
  slug: string;
  version: string;
  description: string;
  contents: PluginContents;
  tokenEstimate: number;
  sha256: string;
  tools: { name: string; description: string }[];
};
type FoundPlugin = ({ usable: true } & SourcePlugin) | { usable: false; slug: string; active: boolean };
type SourceTool = { id: string; name: string; description: string; category: string; configuration: object };
type SourceServer = {
  id: string;
  name: string;
  description: string;
  transport: string;
  url: string | null;
  command: string | null;
  args: string[];
};

/** All that a context is assembled of but the plugins' texts; lists in the order in which the context has them. */
export type Parts = {
  name: string;
  number: number;
  content: VersionContent;
  persona: SourcePersona | null;
  plugins: FoundPlugin[];
  skills: { name: string; text: string }[];
  tools: SourceTool[];
  servers: SourceServer[];
  /** What has changed under the agent since its plugins were chosen; null where nobody asked. */
  newer: NewerVersion[] | null;
};

/** What is tried in the place of an agent's own plugins and persona. */
export type Tried = { pluginIds?: readonly string[]; persona?: Required<PersonaChoice> };
export type Wanted = Tried & { newer?: boolean };

/** What a context takes from agent `a`, or its version `v`, which leaves to the agent what it says nothing of. */
const ownContent = sql`jsonb_build_object('instructions', a."instructions", 'models', a."models", 'temperature', a."temperature",
  'personaId', a."personaId", 'useCustomPersona', a."useCustomPersona", 'customPersonaPrompt', a."customPersonaPrompt")
  || coalesce(v."content", '{}')`;
const ownPersona = sql`CASE WHEN v."content" ? 'personaId' THEN (v."content"->>'personaId')::int ELSE a."personaId" END`;

/** JSON of the rows `x` that a statement selects. */
const listOf = (order: Sql, elements: Sql) =>
  sql`(SELECT coalesce(json_agg(x ORDER BY ${order}), '[]') FROM (${elements}) x)`;

const personaJson = (
  id: Sql,
) => sql`(SELECT row_to_json(x) FROM (SELECT p."name", p."slug", p."workspaceId" IS NULL AS "global",
  p."category", p."voiceDescription", p."suggestedTemperature", p."prompt" FROM "Persona" p WHERE p."id" = ${id}) x)`;

const pluginsJson = (ids: Sql) =>
  listOf(
    sql`x."place"`,
    sql`SELECT l."place", p."slug", p."active", s."version", s."description", s."contents", s."tokenEstimate", s."sha256",
      coalesce(s."manifest"->'tools', '[]') AS "tools",
      (p."active" AND s."id" IS NOT NULL AND en."pluginId" IS NOT NULL) AS "usable"
    FROM ${ids} l JOIN "MarketplacePlugin" p ON p."id" = l."id"::uuid
    LEFT JOIN "PluginVersion" s ON s."id" = p."approvedVersionId"
    LEFT JOIN "WorkspaceEnabledPlugin" en ON en."pluginId" = p."id" AND en."workspaceId" = a."workspaceId"`,
  );

const skillsJson = sql`(SELECT coalesce(json_agg(json_build_object('name', s."name", 'text', s."text") ORDER BY l."place"), '[]')
  FROM ${attachedIds("skills")} l JOIN "Skill" s ON s."id" = l."id")`;
const byName = sql`x."name", x."id"`;
const toolsJson = listOf(
  byName,
  sql`SELECT t."id", t."name", t."description", t."category", t."configuration"
    FROM ${attachedIds("tools")} l JOIN "Tool" t ON t."id" = l."id"`,
);
const serversJson = listOf(
  byName,
  sql`SELECT m."id", m."name", m."description", m."transport", m."url", m."command", m."args"
    FROM ${attachedIds("mcpServers")} l JOIN "McpServer" m ON m."id" = l."id"`,
);

/**
 * JSON of everything that the context of agent `a`, or of its version `v`, is assembled of but the bytes that hashes name:
 * where this text is the same, the context is.
 */
export function partsText({ pluginIds, persona, newer = false }: Wanted = {}): Sql {
  const plugins = pluginIds
    ? sql`(SELECT * FROM unnest(${[...pluginIds]}::text[]) WITH ORDINALITY AS t("id", "place"))`
    : attachedIds("plugins");
  const content = persona ? sql`${ownContent} || ${JSON.stringify(persona)}::jsonb` : ownContent;
  return sql`json_build_object('name', a."name", 'number', a."number", 'content', ${content},
    'persona', ${personaJson(persona ? sql`${persona.personaId}::int` : ownPersona)}, 'plugins', ${pluginsJson(plugins)},
    'skills', ${skillsJson}, 'tools', ${toolsJson}, 'servers', ${serversJson}, 'newer', ${newer ? newerVersions : sql`NULL`})::text`;
}

/** The parts that a text of `partsText` says. */
export function readParts(text: string): Parts {
  const parts: Parts = JSON.parse(text);
  return { ...parts, content: versionContent.parse(parts.content) };
}

/** Everything that an agent refers to as it is now, but for what is tried; one statement. */
export async function loadParts(db: Reader, agentId: string, shown: Content, tried: Tried = {}): Promise<Parts> {
  const live = shown === "live" ? sql`TRUE` : sql`FALSE`;
  const [row] = await db.$queryRaw<{ parts: string }[]>`
    SELECT ${partsText(tried)} AS "parts" FROM "Agent" a ${versionShown(live)} WHERE a."id" = ${agentId}`;
  if (!row) throw new Error(`agent ${agentId} went away while it was read`);
  return readParts(row.parts);
}
