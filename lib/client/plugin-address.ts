"use client";
import { flag, oneOf, several, text, usually } from "./address-parts";
import { fileAddress } from "./review-address";
import { useAddress } from "./use-address";

export const marketSorts = ["popular", "newest", "name"] as const;
export const pluginViews = ["marketplace", "enabled", "uploads"] as const;
export type PluginView = (typeof pluginViews)[number];
export type MarketSearch = { q: string; category: string; tags: string[]; sort: (typeof marketSorts)[number] };

export const uploadStates = ["", "pending", "serving", "rejected", "hidden"] as const;

const lists = {
  view: usually(oneOf(pluginViews), "marketplace"),
  q: usually(text, ""),
  category: usually(text, ""),
  tags: usually(several(text), []),
  sort: usually(oneOf(marketSorts), "popular"),
  state: usually(oneOf(uploadStates), ""),
  upload: usually(flag, false),
};

/** Which list of plugins is shown and how it is narrowed, in the address. */
export const usePluginsAddress = () => useAddress(lists);

export const pluginTabs = ["overview", "contents", "versions", "conversation"] as const;

const room = { tab: usually(oneOf(pluginTabs), "overview"), part: text };

/** Which part of a plugin's page is shown. */
export const usePluginAddress = () => useAddress(room);

export const pluginReviewTabs = ["overview", "files", "findings", "conversation", "history"] as const;
export type PluginReviewTab = (typeof pluginReviewTabs)[number];

const review = { version: text, tab: usually(oneOf(pluginReviewTabs), "overview"), ...fileAddress };

/** Which version of a plugin is read and where, in the address: a link leads a colleague to the same line. */
export const usePluginReviewAddress = () => useAddress(review);
export type PluginReviewAddress = ReturnType<typeof usePluginReviewAddress>[0];
