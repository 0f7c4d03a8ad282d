"use client";
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { personaScopes } from "./persona-words";

/** What the list of personas is narrowed to, and whether the form for a new one is open, in the address. */
export function usePersonasAddress() {
  return useQueryStates({
    q: parseAsString.withDefault("").withOptions({ throttleMs: 200 }),
    scope: parseAsStringLiteral(personaScopes).withDefault("all"),
    new: parseAsBoolean.withDefault(false),
  });
}
