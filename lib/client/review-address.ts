"use client";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { claimFilters, kindFilters } from "./review-queries";

export const reviewTabs = ["overview", "files", "findings", "conversation"] as const;
export type ReviewTab = (typeof reviewTabs)[number];

export const fileModes = ["file", "diff"] as const;
export const diffLayouts = ["unified", "split"] as const;

/** Filters of the queue, in the address. */
export function useQueueAddress() {
  return useQueryStates({
    kind: parseAsStringLiteral(kindFilters).withDefault("all"),
    claimedBy: parseAsStringLiteral(claimFilters).withDefault("all"),
    q: parseAsString.withDefault("").withOptions({ throttleMs: 200 }),
  });
}

/** Which part of a package is looked at, in the address: a link leads a colleague to the same line. */
export function useReviewAddress() {
  return useQueryStates({
    tab: parseAsStringLiteral(reviewTabs).withDefault("overview"),
    path: parseAsString,
    line: parseAsInteger,
    show: parseAsStringLiteral(fileModes).withDefault("file"),
    against: parseAsString,
    layout: parseAsStringLiteral(diffLayouts).withDefault("unified"),
  });
}

export type ReviewAddress = ReturnType<typeof useReviewAddress>[0];
