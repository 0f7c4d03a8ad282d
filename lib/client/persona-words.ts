import type { PersonaItem } from "@/lib/contracts/plugins/wire/personas";

export const personaScopes = ["all", "workspace", "global"] as const;
export type PersonaSearch = { q: string; scope: (typeof personaScopes)[number] };

const folded = (text: string) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

/** Whether a persona holds every word of a text in its name, description, voice or category. */
export function mentions(persona: PersonaItem, q: string): boolean {
  const { name, description, voice_description, category, slug } = persona;
  const text = folded([name, slug, description, voice_description, category].join(" "));
  return folded(q)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The personas that a search leaves, in their order. */
export function searchPersonas(personas: readonly PersonaItem[], { q, scope }: PersonaSearch): PersonaItem[] {
  return personas.filter((one) => (scope === "all" || one.scope === scope) && mentions(one, q));
}

/** A suggested temperature in words. */
export function temperatureWords(suggested: number | null): string {
  return suggested === null ? "No suggestion" : String(suggested);
}
