import type { NewerVersion } from "@/lib/domain/agent-plugins/access";
import type { Parts, SourcePersona, SourcePlugin } from "@/lib/domain/assembled-context/access";
import { loadBlock } from "@/lib/domain/assembled-context/load-block";
import {
  type Block,
  DEFAULT_TEMPERATURE,
  LONGEST_PROMPT,
  layOut,
  lengthOf,
  type Part,
  partOf,
  quickReference,
} from "@/lib/domain/assembled-context/rules";
import { DomainError } from "@/lib/domain/faults";

export type ContextTool = {
  id: string;
  name: string;
  description: string;
  provider: string;
  category: string | null;
  configuration: Record<string, unknown>;
};
export type ContextPersona = { kind: "stored"; persona: SourcePersona } | { kind: "custom" } | { kind: "none" };

/** What an agent runs with. `model` null: none is configured. */
export type AssembledContext = {
  number: number;
  model: string | null;
  temperature: number;
  prompt: string;
  persona: ContextPersona;
  pluginsLoaded: string[];
  tools: ContextTool[];
  tokenEstimate: number;
  blocks: Block[];
  skipped: { slug: string; reason: "disabled" | "deactivated" }[];
  newer: NewerVersion[];
};

function personaOf({ content, persona }: Parts): { persona: ContextPersona; part: Part | null } {
  const custom = content.useCustomPersona ? (content.customPersonaPrompt ?? "") : "";
  if (custom.trim() !== "") return { persona: { kind: "custom" }, part: partOf("persona", "Custom Persona", custom) };
  if (!persona) return { persona: { kind: "none" }, part: null };
  return { persona: { kind: "stored", persona }, part: partOf("persona", persona.slug, persona.prompt) };
}

function assertFits(parts: readonly Part[]): void {
  if (lengthOf(parts) > LONGEST_PROMPT) throw new DomainError("not_possible", "Assembled context is too large");
}

/** One plugin after the other: what is too large is noticed before the rest is read. */
async function pluginParts(plugins: readonly SourcePlugin[]): Promise<Part[]> {
  const listed = plugins.map(({ contents, ...plugin }) => {
    return { ...plugin, skills: contents.skills.length, commands: contents.commands.length };
  });
  const parts = [partOf("tier1", "plugins", quickReference(listed))].filter((part) => part !== null);
  for (const plugin of plugins) {
    parts.push({ kind: "tier2", source: plugin.slug, ...(await loadBlock(plugin)) });
    assertFits(parts);
  }
  return parts;
}

const attachedTool = ({ id, name, description, category, configuration }: Parts["tools"][number]): ContextTool => {
  return {
    id,
    name,
    description,
    provider: "workspace",
    category: category || null,
    configuration: { ...configuration },
  };
};
const pluginTool = (slug: string, { name, description }: SourcePlugin["tools"][number]): ContextTool => {
  return { id: `${slug}/${name}`, name, description, provider: slug, category: "plugin", configuration: {} };
};
const serverTool = ({
  id,
  name,
  description,
  transport,
  url,
  command,
  args,
}: Parts["servers"][number]): ContextTool => {
  const configuration = url === null ? { command, args } : { url };
  return { id, name, description, provider: "mcp", category: transport, configuration };
};

const isUsable = (plugin: Parts["plugins"][number]): plugin is { usable: true } & SourcePlugin => plugin.usable;

/**
 * The text and settings that an agent runs with: the one function behind what the API shows and what an agent server is
 * given. Throws `not_possible` where the prompt is too large, `unavailable` where a plugin's bytes cannot be read.
 */
export async function assembleContext(parts: Parts): Promise<AssembledContext> {
  const plugins = parts.plugins.filter(isUsable);
  const { persona, part } = personaOf(parts);
  const texts = [
    part,
    partOf("instructions", parts.name, parts.content.instructions ?? ""),
    ...(await pluginParts(plugins)),
    ...parts.skills.map(({ name, text }) => partOf("skill", name, `## Skill: ${name}\n${text.trim()}`)),
  ].filter((one) => one !== null);
  assertFits(texts);
  const suggested = persona.kind === "stored" ? persona.persona.suggestedTemperature : null;
  return {
    number: parts.number,
    model: parts.content.models?.[0] ?? null,
    temperature: suggested ?? parts.content.temperature ?? DEFAULT_TEMPERATURE,
    persona,
    pluginsLoaded: plugins.map(({ slug }) => slug),
    tools: [
      ...parts.tools.map(attachedTool),
      ...plugins.flatMap(({ slug, tools }) => tools.map((tool) => pluginTool(slug, tool))),
      ...parts.servers.map(serverTool),
    ],
    ...layOut(texts),
    skipped: parts.plugins.flatMap((plugin) =>
      plugin.usable
        ? []
        : [{ slug: plugin.slug, reason: plugin.active ? ("disabled" as const) : ("deactivated" as const) }],
    ),
    newer: parts.newer ?? [],
  };
}
