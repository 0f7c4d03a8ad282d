"use client";
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

export const resourceOrders = ["name", "-name", "createdAt", "-createdAt", "updatedAt", "-updatedAt"] as const;
export type ResourceOrder = (typeof resourceOrders)[number];

/** What a list of resources is narrowed to and how it is ordered; "-" before a field means descending. */
export type ResourceSearch = { q: string; sort: ResourceOrder };

/** The list's search in the address of the page, and whether the form for a new one is open. */
export function useResourceSearch() {
  return useQueryStates({
    q: parseAsString.withDefault("").withOptions({ throttleMs: 200 }),
    sort: parseAsStringLiteral(resourceOrders).withDefault("name"),
    new: parseAsBoolean.withDefault(false),
  });
}
