"use client";
import type { QueryKey } from "@tanstack/react-query";
import { describeError } from "@/components/patterns/error-state";
import { showToast } from "@/components/ui/toaster";
import { useMarkViewed } from "@/lib/client/review-talk";
import type { Reviewable } from "@/lib/client/reviewable";

/** Marks files of what is reviewed as viewed, and says so when a mark was refused; nothing for those who do not review. */
export function useMarking(review: Reviewable, filesKey: QueryKey) {
  const { mutateAsync } = useMarkViewed(review, filesKey);
  if (!review.reviewer) return undefined;
  return (path: string, viewed: boolean) =>
    mutateAsync({ path, viewed }).catch((error: unknown) => {
      showToast({ tone: "danger", title: `${path} was not marked`, description: describeError(error).message });
    });
}
