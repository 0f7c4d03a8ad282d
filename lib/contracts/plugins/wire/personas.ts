import { z } from "zod";
import { workspaceParams } from "@/lib/contracts/plugins/wire/market";
import { limited } from "@/lib/contracts/registry/wire/agent-writes";
import {
  HIGHEST_TEMPERATURE,
  LONGEST_PERSONA_CATEGORY,
  LONGEST_PERSONA_DESCRIPTION,
  LONGEST_PERSONA_NAME,
  LONGEST_PERSONA_PROMPT,
  LONGEST_VOICE,
} from "@/lib/domain/personas/rules";

const id = z.string().regex(/^\d+$/, "must be a persona's number").transform(Number);
export const personaParams = z.strictObject({ persona_id: id });
export const workspacePersonaParams = z.strictObject({ ...workspaceParams.shape, ...personaParams.shape });
export const personaScopes = ["all", "global", "workspace"] as const;
export const listQuery = z.strictObject({
  scope: z.enum(personaScopes, `must be one of ${personaScopes.join(", ")}`).optional(),
  category: limited(LONGEST_PERSONA_CATEGORY).optional().describe("Exact"),
});

const filled = (longest: number) => limited(longest).refine((text) => text.trim() !== "", "must not be empty");
const name = limited(LONGEST_PERSONA_NAME * 2)
  .transform((text) => text.trim())
  .pipe(filled(LONGEST_PERSONA_NAME));
const prompt = filled(LONGEST_PERSONA_PROMPT);
const fields = {
  description: limited(LONGEST_PERSONA_DESCRIPTION).nullable().optional(),
  voice_description: limited(LONGEST_VOICE).nullable().optional(),
  category: limited(LONGEST_PERSONA_CATEGORY).nullable().optional(),
  suggested_temperature: z.number().min(0).max(HIGHEST_TEMPERATURE).nullable().optional().describe("null: none"),
};
export const newPersona = z.strictObject({ name, system_prompt: prompt, ...fields });
export const personaChanges = z.strictObject({ name: name.optional(), system_prompt: prompt.optional(), ...fields });
export type PersonaBody = z.output<typeof personaChanges>;

const text = z.string().nullable();
export const personaItem = z.strictObject({
  id: z.number().int(),
  slug: z.string(),
  name: z.string(),
  description: text,
  voice_description: text,
  category: text,
  suggested_temperature: z.number().nullable(),
  scope: z.enum(["global", "workspace"]),
  workspace_id: text,
  is_active: z.boolean(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type PersonaItem = z.infer<typeof personaItem>;
export const personaList = z.strictObject({ items: z.array(personaItem), total: z.number().int() });
export const persona = personaItem.extend({ system_prompt: z.string() });
export type PersonaResource = z.infer<typeof persona>;
export const personaDetails = persona.extend({
  used_by: z
    .array(z.strictObject({ agent_id: z.number().int(), name: z.string() }))
    .describe("Those that the caller can read"),
});
export type PersonaDetailsResource = z.infer<typeof personaDetails>;
export const personaDeleted = z.strictObject({
  success: z.literal(true),
  message: z.string(),
  persona_id: z.number().int(),
  agents_cleared: z.number().int(),
});

export const personaChoice = z.strictObject({
  persona_id: z.number().int().nullable().optional(),
  custom_prompt: limited(LONGEST_PERSONA_PROMPT).nullable().optional(),
  use_custom: z.boolean().optional(),
});
export const agentPersona = z.strictObject({
  agent_id: z.number().int(),
  persona_id: z.number().int().nullable(),
  persona_name: text,
  persona_slug: text,
  system_prompt: text.describe("The stored persona's"),
  voice_description: text,
  custom_persona_prompt: text,
  use_custom_persona: z.boolean(),
});
