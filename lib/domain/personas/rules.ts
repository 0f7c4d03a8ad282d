import { DomainError } from "@/lib/domain/faults";

export const LONGEST_PERSONA_NAME = 255;
export const LONGEST_PERSONA_PROMPT = 100_000;
export const LONGEST_PERSONA_DESCRIPTION = 2_000;
export const LONGEST_VOICE = 500;
export const LONGEST_PERSONA_CATEGORY = 100;
export const HIGHEST_TEMPERATURE = 2;
const LONGEST_SLUG = 100;
const LARGEST_ID = 2_147_483_647;

/** Which persona an agent speaks as: a stored one, a text of its own, or none. */
export type PersonaChoice = {
  personaId?: number | null;
  useCustomPersona?: boolean;
  customPersonaPrompt?: string | null;
};

/** Says that a persona is not there, the same for absent and foreign ones. */
export function personaNotFound(): DomainError {
  return new DomainError("not_found", "Persona not found");
}

/** Whether a number can be a persona's at all. */
export function isPersonaId(id: number): boolean {
  return Number.isInteger(id) && id >= 1 && id <= LARGEST_ID;
}

/** Makes sure that who wants a persona of their own says what it is. Throws `not_possible`. */
export function assertCustomPrompt({ useCustomPersona, customPersonaPrompt }: PersonaChoice): void {
  if (!useCustomPersona || (customPersonaPrompt ?? "").trim() !== "") return;
  const message = "custom_persona_prompt is required when use_custom_persona is true";
  throw new DomainError("not_possible", message);
}

/** The slug of a name before it is made unique: lower case, `a-z0-9-`. */
export function personaSlug(name: string): string {
  const slug = name
    .slice(0, LONGEST_PERSONA_NAME)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, LONGEST_SLUG)
    .replace(/-$/, "");
  return slug === "" ? "persona" : slug;
}

/** The first of `slug`, `slug-2`, `slug-3` … that is not taken. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  for (let count = 2; ; count += 1) {
    const end = `-${count}`;
    const candidate = `${slug.slice(0, LONGEST_SLUG - end.length)}${end}`;
    if (!taken.has(candidate)) return candidate;
  }
}
