import type { AgentPluginItem, ContextResource } from "@/lib/contracts/plugins/wire/agent-plugins";
import type { AgentPluginRow } from "@/lib/domain/agent-plugins/queries";
import type { ContextPersona } from "@/lib/domain/assembled-context/assemble-context";
import type { RunnableContext } from "@/lib/domain/assembled-context/queries";
import type { Shape } from "@/lib/domain/json-text";

/** A plugin of an agent. */
export const agentPluginShape: Shape<AgentPluginRow, AgentPluginItem> = {
  plugin_id: "pluginId",
  slug: "slug",
  name: "name",
  version: "version",
  description: "description",
  skills_count: "skills",
  commands_count: "commands",
  token_estimate: "tokenEstimate",
  priority: "priority",
  assigned_at: "assignedAt",
};

function toPersona(told: ContextPersona): ContextResource["persona"] {
  if (told.kind === "custom") return { name: "Custom Persona", source: "custom" };
  if (told.kind === "none") return { name: null, source: null };
  const { name, slug, global, category, voiceDescription } = told.persona;
  return { name, slug, source: global ? "global" : "workspace", category, voice_description: voiceDescription };
}

function toNewer({ slug, name, version, previousVersion, approvedAt }: RunnableContext["newer"][number]) {
  return { slug, name, version, previous_version: previousVersion, approved_at: approvedAt };
}

function withBlocks({
  blocks,
  skipped,
  newer,
}: RunnableContext): Pick<ContextResource, "blocks" | "skipped" | "newer"> {
  const told = blocks.map(({ kind, source, start, end, tokenEstimate }) => {
    return { kind, source, start, end, token_estimate: tokenEstimate };
  });
  return { blocks: told, skipped, newer: newer.map(toNewer) };
}

/** What an agent runs with; where its pieces stand only for those who ask. */
export function toContext(context: RunnableContext, blocks: boolean): ContextResource {
  const { number, model, temperature, prompt, persona, pluginsLoaded, tools, tokenEstimate } = context;
  return {
    agent_id: number,
    ...{ model, temperature },
    system_prompt: prompt,
    persona: toPersona(persona),
    plugins_loaded: pluginsLoaded,
    tools,
    token_estimate: tokenEstimate,
    ...(blocks ? withBlocks(context) : {}),
  };
}
