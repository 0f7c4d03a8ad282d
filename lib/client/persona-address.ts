"use client";
import { flag, oneOf, text, usually } from "./address-parts";
import { personaScopes } from "./persona-words";
import { useAddress } from "./use-address";

const parts = { q: usually(text, ""), scope: usually(oneOf(personaScopes), "all"), new: usually(flag, false) };

/** What the list of personas is narrowed to, and whether the form for a new one is open, in the address. */
export const usePersonasAddress = () => useAddress(parts);
