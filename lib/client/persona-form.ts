import { z } from "zod";
import type { PersonaItem, PersonaResource } from "@/lib/contracts/plugins/wire/personas";
import {
  HIGHEST_TEMPERATURE,
  LONGEST_PERSONA_CATEGORY,
  LONGEST_PERSONA_DESCRIPTION,
  LONGEST_PERSONA_NAME,
  LONGEST_PERSONA_PROMPT,
  LONGEST_VOICE,
} from "@/lib/domain/personas/rules";

const atMost = (longest: number) => z.string().max(longest, `At most ${longest.toLocaleString("en-US")} characters`);
const optional = (longest: number) => atMost(longest).transform((text) => text.trim() || null);

/** A number with a point or a comma; empty is none. */
const temperature = z.string().transform((text, context) => {
  const typed = text.trim().replace(",", ".");
  if (typed === "") return null;
  const value = /^\d*\.?\d+$/.test(typed) ? Number(typed) : Number.NaN;
  if (value >= 0 && value <= HIGHEST_TEMPERATURE) return value;
  context.addIssue({ code: "custom", message: `A number from 0 to ${HIGHEST_TEMPERATURE}, or nothing` });
  return z.NEVER;
});

/** What is typed of a persona; its fields are called as the server calls them, so that its errors land on them. */
export const personaForm = z.object({
  scope: z.enum(["workspace", "global"]),
  name: atMost(LONGEST_PERSONA_NAME).trim().min(1, "Give it a name"),
  description: optional(LONGEST_PERSONA_DESCRIPTION),
  voice_description: optional(LONGEST_VOICE),
  category: optional(LONGEST_PERSONA_CATEGORY),
  suggested_temperature: temperature,
  system_prompt: atMost(LONGEST_PERSONA_PROMPT).refine((text) => text.trim() !== "", "Write how the agent speaks"),
});

/** What the form of a persona shows at first. */
export const personaValues = (persona: PersonaResource | null, scope: PersonaItem["scope"]) => ({
  scope: persona?.scope ?? scope,
  name: persona?.name ?? "",
  description: persona?.description ?? "",
  voice_description: persona?.voice_description ?? "",
  category: persona?.category ?? "",
  suggested_temperature: persona?.suggested_temperature?.toString() ?? "",
  system_prompt: persona?.system_prompt ?? "",
});
