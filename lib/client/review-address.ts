"use client";
import { useCallback } from "react";
import { oneOf, text, usually, whole } from "./address-parts";
import { claimFilters, kindFilters } from "./review-queries";
import { useAddress } from "./use-address";

export const reviewTabs = ["overview", "files", "findings", "conversation"] as const;
export type ReviewTab = (typeof reviewTabs)[number];

export const fileModes = ["file", "diff"] as const;
export const diffLayouts = ["unified", "split"] as const;

/** Which file is looked at and how, beside the tab "files". */
export const fileAddress = {
  path: text,
  line: whole,
  show: usually(oneOf(fileModes), "file"),
  against: text,
  layout: usually(oneOf(diffLayouts), "unified"),
};

const queue = {
  kind: usually(oneOf(kindFilters), "all"),
  claimedBy: usually(oneOf(claimFilters), "all"),
  q: usually(text, ""),
};

/** Filters of the queue, in the address. */
export const useQueueAddress = () => useAddress(queue);

const review = { tab: usually(oneOf(reviewTabs), "overview"), ...fileAddress };

/** Which part of a package is looked at, in the address: a link leads a colleague to the same line. */
export const useReviewAddress = () => useAddress(review);

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
