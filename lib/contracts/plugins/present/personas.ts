import type { z } from "zod";
import type {
  agentPersona,
  newPersona,
  PersonaBody,
  PersonaDetailsResource,
  PersonaItem,
  PersonaResource,
  personaChoice,
} from "@/lib/contracts/plugins/wire/personas";
import type { PersonaRow } from "@/lib/domain/personas/access";
import type { AgentPersona, PersonaDetails } from "@/lib/domain/personas/queries";
import type { PersonaChoice } from "@/lib/domain/personas/rules";
import type { PersonaFields } from "@/lib/domain/personas/schema";

/** A persona as this document lists it. */
export function toPersonaItem(row: PersonaRow): PersonaItem {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    description: row.description,
    voice_description: row.voiceDescription,
    category: row.category,
    suggested_temperature: row.suggestedTemperature,
    scope: row.workspaceId === null ? "global" : "workspace",
    workspace_id: row.workspaceId,
    is_active: row.isActive,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };
}

/** The same with its text. */
export function toPersona(row: PersonaRow & { prompt: string }): PersonaResource {
  return { ...toPersonaItem(row), system_prompt: row.prompt };
}

/** The same with the agents that speak as it. */
export function toPersonaDetails(row: PersonaDetails): PersonaDetailsResource {
  return { ...toPersona(row), used_by: row.usedBy.map(({ number, name }) => ({ agent_id: number, name })) };
}

/** What a body says of a persona; what it does not name stays. */
export function toPersonaFields(body: PersonaBody): Partial<PersonaFields> {
  return {
    name: body.name,
    prompt: body.system_prompt,
    description: body.description,
    voiceDescription: body.voice_description,
    category: body.category,
    suggestedTemperature: body.suggested_temperature,
  };
}

/** The same for a new one, where what is absent is empty. */
export function toNewPersona(body: z.output<typeof newPersona>): PersonaFields {
  return {
    name: body.name,
    prompt: body.system_prompt,
    description: body.description ?? null,
    voiceDescription: body.voice_description ?? null,
    category: body.category ?? null,
    suggestedTemperature: body.suggested_temperature ?? null,
  };
}

/** Which persona a body chooses: the whole choice, where what is absent is none. */
export function toPersonaChoice(body: z.output<typeof personaChoice>): Required<PersonaChoice> {
  const { persona_id = null, custom_prompt = null, use_custom = false } = body;
  return { personaId: persona_id, useCustomPersona: use_custom, customPersonaPrompt: custom_prompt };
}

/** Which persona an agent speaks as. */
export function toAgentPersona(row: AgentPersona): z.infer<typeof agentPersona> {
  return {
    agent_id: row.number,
    persona_id: row.personaId,
    persona_name: row.personaName,
    persona_slug: row.personaSlug,
    system_prompt: row.prompt,
    voice_description: row.voiceDescription,
    custom_persona_prompt: row.customPersonaPrompt,
    use_custom_persona: row.useCustomPersona,
  };
}
