import { sql } from "@/lib/db";
import type { Content } from "@/lib/domain/agent-plugins/access";
import type { PersonaChoice } from "@/lib/domain/personas/rules";
import type { Reader } from "@/lib/domain/query";
import { snapshotDraft, snapshotOf } from "@/lib/domain/versions/access";
import { type Snapshot, versionContent } from "@/lib/domain/versions/rules";
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
  content: Snapshot["content"];
  persona: SourcePersona | null;
  plugins: FoundPlugin[];
  skills: { name: string; text: string }[];
  tools: SourceTool[];
  servers: SourceServer[];
};
type Referred = Omit<Parts, "content">;

/** What an agent is made of: the working copy or the live version, which leaves to the agent what it says nothing of. */
async function snapshotShown(db: Reader, agentId: string, content: Content): Promise<Snapshot> {
  if (content === "draft") return snapshotDraft(db, agentId);
  const agent = await db.agent.findUniqueOrThrow({ where: { id: agentId }, include: { liveVersion: true } });
  if (!agent.liveVersion) return snapshotDraft(db, agentId);
  const live = snapshotOf(agent.liveVersion);
  return { content: { ...versionContent.parse(agent), ...live.content }, attachments: live.attachments };
}

async function referredBy(
  db: Reader,
  workspaceId: string | null,
  snapshot: Snapshot,
  plugins: string[],
): Promise<Referred> {
  const { skills = [], tools = [], mcpServers = [] } = snapshot.attachments;
  const ids = (list: readonly { id: string }[]) => sql`unnest(${list.map(({ id }) => id)}::text[])`;
  const [row] = await db.$queryRaw<Referred[]>`
    SELECT (SELECT row_to_json(x) FROM (SELECT p."name", p."slug", p."workspaceId" IS NULL AS "global", p."category",
        p."voiceDescription", p."suggestedTemperature", p."prompt" FROM "Persona" p
        WHERE p."id" = ${snapshot.content.personaId ?? null}::int) x) AS "persona",
      (SELECT coalesce(json_agg(x ORDER BY x."place"), '[]') FROM (SELECT l."place", p."slug", p."active",
          v."version", v."description", v."contents", v."tokenEstimate", v."sha256", coalesce(v."manifest"->'tools', '[]') AS "tools",
          (p."active" AND v."id" IS NOT NULL AND e."pluginId" IS NOT NULL) AS "usable"
        FROM unnest(${plugins}::uuid[]) WITH ORDINALITY AS l("id", "place") JOIN "MarketplacePlugin" p ON p."id" = l."id"
        LEFT JOIN "PluginVersion" v ON v."id" = p."approvedVersionId"
        LEFT JOIN "WorkspaceEnabledPlugin" e ON e."pluginId" = p."id" AND e."workspaceId" = ${workspaceId}::uuid) x) AS "plugins",
      (SELECT coalesce(json_agg(json_build_object('name', s."name", 'text', s."text") ORDER BY l."place"), '[]')
        FROM ${ids(skills)} WITH ORDINALITY AS l("id", "place") JOIN "Skill" s ON s."id" = l."id") AS "skills",
      (SELECT coalesce(json_agg(x ORDER BY x."name", x."id"), '[]') FROM (SELECT t."id", t."name", t."description", t."category",
          t."configuration" FROM ${ids(tools)} AS l("id") JOIN "Tool" t ON t."id" = l."id") x) AS "tools",
      (SELECT coalesce(json_agg(x ORDER BY x."name", x."id"), '[]') FROM (SELECT m."id", m."name", m."description", m."transport",
          m."url", m."command", m."args" FROM ${ids(mcpServers)} AS l("id") JOIN "McpServer" m ON m."id" = l."id") x) AS "servers"`;
  if (!row) throw new Error("a query without FROM gives one row");
  return row;
}

/** What is tried in the place of an agent's own plugins and persona. */
export type Tried = { pluginIds?: string[]; persona?: PersonaChoice };

/** Everything that an agent refers to as it is now, but for what is tried. */
export async function loadParts(
  db: Reader,
  agent: { id: string; workspaceId: string | null },
  shown: Content,
  { pluginIds, persona }: Tried = {},
): Promise<Parts> {
  const { content, attachments } = await snapshotShown(db, agent.id, shown);
  const snapshot = { content: { ...content, ...persona }, attachments };
  const plugins = pluginIds ?? (attachments.plugins ?? []).map(({ id }) => id);
  return { content: snapshot.content, ...(await referredBy(db, agent.workspaceId, snapshot, plugins)) };
}
