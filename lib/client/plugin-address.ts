"use client";
import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { fileAddress } from "./review-address";

export const marketSorts = ["popular", "newest", "name"] as const;
export const pluginViews = ["marketplace", "enabled", "uploads"] as const;
export type PluginView = (typeof pluginViews)[number];
export type MarketSearch = { q: string; category: string; tags: string[]; sort: (typeof marketSorts)[number] };

export const uploadStates = ["", "pending", "serving", "rejected", "hidden"] as const;

/** Which list of plugins is shown and how it is narrowed, in the address. */
export function usePluginsAddress() {
  return useQueryStates({
    view: parseAsStringLiteral(pluginViews).withDefault("marketplace"),
    q: parseAsString.withDefault("").withOptions({ throttleMs: 200 }),
    category: parseAsString.withDefault(""),
    tags: parseAsArrayOf(parseAsString).withDefault([]),
    sort: parseAsStringLiteral(marketSorts).withDefault("popular"),
    state: parseAsStringLiteral(uploadStates).withDefault(""),
    upload: parseAsBoolean.withDefault(false),
  });
}

export const pluginTabs = ["overview", "contents", "versions", "conversation"] as const;

/** Which part of a plugin's page is shown. */
export function usePluginAddress() {
  return useQueryStates({
    tab: parseAsStringLiteral(pluginTabs).withDefault("overview"),
    part: parseAsString,
  });
}

export const pluginReviewTabs = ["overview", "files", "findings", "conversation", "history"] as const;
export type PluginReviewTab = (typeof pluginReviewTabs)[number];

/** Which version of a plugin is read and where, in the address: a link leads a colleague to the same line. */
export function usePluginReviewAddress() {
  return useQueryStates({
    version: parseAsString,
    tab: parseAsStringLiteral(pluginReviewTabs).withDefault("overview"),
    ...fileAddress,
  });
}
export type PluginReviewAddress = ReturnType<typeof usePluginReviewAddress>[0];
