"use client";
import { useCallback } from "react";
import { Button } from "@/components/ui/button";

export type LoadMoreProps = { hasMore: boolean; loading: boolean; failed?: boolean; onLoad: () => void };

/** Loads the next page when it comes near the window, and by its button; after a failure by the button only. */
export function LoadMore({ hasMore, loading, failed = false, onLoad }: LoadMoreProps) {
  const automatic = hasMore && !loading && !failed;
  const watch = useCallback(
    (element: HTMLElement | null) => {
      if (!element || !automatic) return;
      const observer = new IntersectionObserver(
        (entries) => {
          if (entries.some((entry) => entry.isIntersecting)) onLoad();
        },
        { rootMargin: "600px" },
      );
      observer.observe(element);
      return () => observer.disconnect();
    },
    [automatic, onLoad],
  );
  if (!hasMore) return null;
  return (
    <span ref={watch} className="inline-flex items-center gap-2">
      {failed && <span className="text-danger">The next rows could not be loaded.</span>}
      <Button size="sm" onClick={onLoad} loading={loading}>
        {failed ? "Try again" : "Load more"}
      </Button>
    </span>
  );
}
