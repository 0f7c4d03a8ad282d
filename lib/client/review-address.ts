"use client";
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useCallback } from "react";
import { claimFilters, kindFilters } from "./review-queries";

export const reviewTabs = ["overview", "files", "findings", "conversation"] as const;
export type ReviewTab = (typeof reviewTabs)[number];

export const fileModes = ["file", "diff"] as const;
export const diffLayouts = ["unified", "split"] as const;

/** Which file is looked at and how, beside the tab "files". */
export const fileAddress = {
  path: parseAsString,
  line: parseAsInteger,
  show: parseAsStringLiteral(fileModes).withDefault("file"),
  against: parseAsString,
  layout: parseAsStringLiteral(diffLayouts).withDefault("unified"),
};

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
    ...fileAddress,
  });
}

export type ReviewAddress = ReturnType<typeof useReviewAddress>[0];
type FileAddress = Pick<ReviewAddress, keyof typeof fileAddress>;
type SetFile = (change: Partial<FileAddress> & { tab: "files" }, options?: { history: "push" }) => unknown;

/** Leads to a file: `select` in place of the one that is shown, `open` as a step that Back undoes. */
export function useFileOpening(setAddress: SetFile) {
  const select = useCallback(
    (change: Partial<FileAddress>) => void setAddress({ ...change, tab: "files" }),
    [setAddress],
  );
  const open = useCallback(
    (path: string, line: number | null, show: FileAddress["show"] = "file") =>
      void setAddress({ tab: "files", path, line, show }, { history: "push" }),
    [setAddress],
  );
  return { select, open };
}
