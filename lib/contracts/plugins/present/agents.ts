import type { z } from "zod";
import type { AgentDetailsResource, AgentItem, agentChanges, ModelConfig } from "@/lib/contracts/plugins/wire/agents";
import type { AgentProfile } from "@/lib/domain/agent-profiles/access";
import type { ModelChoice, ProfileChanges } from "@/lib/domain/agent-profiles/change-profile";
import type { ProfileDetails } from "@/lib/domain/agent-profiles/queries";
import { type Answer, withHeaders } from "@/lib/http/reply";

/** What the domain keeps of a model apart, as one object; null where nothing was said. */
function toModelConfig({ models, temperature, modelSettings }: AgentProfile): AgentItem["model_config"] {
  const config = {
    ...(models[0] === undefined ? {} : { model_id: models[0] }),
    ...(temperature === null ? {} : { temperature }),
    ...modelSettings,
  };
  return Object.keys(config).length === 0 ? null : config;
}

/** The same the other way; what the body parser read is JSON all through. */
export function toModelChoice(config: ModelConfig | null): ModelChoice {
  const { model_id: modelId = null, temperature = null, ...settings } = config ?? {};
  return { modelId, temperature, settings: settings as ModelChoice["settings"] };
}

/** An agent as this document lists it. */
export function toAgentItem(profile: AgentProfile): AgentItem {
  return {
    id: profile.number,
    name: profile.name,
    type: profile.type,
    status: profile.status,
    description: profile.description === "" ? null : profile.description,
    workspace_id: profile.workspaceId,
    created_at: profile.createdAt,
    model_config: toModelConfig(profile),
    persona_id: profile.personaId,
    use_custom_persona: profile.useCustomPersona,
  };
}

/** One agent with its ETag. */
export function toAgentDetails(profile: ProfileDetails): Answer<AgentDetailsResource> {
  const { patterns, skills, updatedAt, rev, liveShown } = profile;
  const named = (type: "blocked" | "allowed") => (patterns?.[type] ?? []).map((name) => ({ name, type }));
  const details = {
    ...toAgentItem(profile),
    updated_at: updatedAt,
    skills,
    patterns: [...named("blocked"), ...named("allowed")],
    ...(profile.useCustomPersona ? { custom_persona_prompt: profile.customPersonaPrompt } : {}),
  };
  return withHeaders(details, { ETag: liveShown ? `"${rev}.live"` : `"${rev}"` });
}

/** What a body changes; what it does not name stays, null empties. */
export function toProfileChanges(body: z.output<typeof agentChanges>): ProfileChanges {
  const { name, type, status, description, model_config } = body;
  return {
    ...{ name, type, status },
    ...(description === undefined ? {} : { description: description ?? "" }),
    ...(model_config === undefined ? {} : { model: toModelChoice(model_config) }),
    personaId: body.persona_id,
    useCustomPersona: body.use_custom_persona,
    customPersonaPrompt: body.custom_persona_prompt,
  };
}
