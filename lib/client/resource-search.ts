"use client";
import { flag, oneOf, text, usually } from "./address-parts";
import { useAddress } from "./use-address";

export const resourceOrders = ["name", "-name", "createdAt", "-createdAt", "updatedAt", "-updatedAt"] as const;
export type ResourceOrder = (typeof resourceOrders)[number];

/** What a list of resources is narrowed to and how it is ordered; "-" before a field means descending. */
export type ResourceSearch = { q: string; sort: ResourceOrder };

const parts = { q: usually(text, ""), sort: usually(oneOf(resourceOrders), "name"), new: usually(flag, false) };

/** The list's search in the address of the page, and whether the form for a new one is open. */
export const useResourceSearch = () => useAddress(parts);
