"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useRef } from "react";

/** Up to this many rows are simply rendered. */
const plainRows = 300;
const estimatedPx = 28;

function everyIndex(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** Scrolls `root` as little as shows the row, and nothing else. */
function scrollTo(root: HTMLElement, row: HTMLElement): void {
  const [outer, inner] = [root.getBoundingClientRect(), row.getBoundingClientRect()];
  if (inner.top < outer.top) root.scrollTop -= outer.top - inner.top;
  else if (inner.bottom > outer.bottom) root.scrollTop += inner.bottom - outer.bottom;
}

/**
 * Which rows of a scrolling box to render, the height in px of what is left out around them, and how to bring one into
 * view. Rows carry `data-index` and take `measure` as their ref.
 */
export function useVisibleRows(count: number) {
  const rootRef = useRef<HTMLDivElement>(null);
  const virtual = count > plainRows;
  const virtualizer = useVirtualizer({
    count,
    enabled: virtual,
    getScrollElement: () => rootRef.current,
    estimateSize: () => estimatedPx,
    overscan: 20,
  });
  const reveal = useCallback(
    (index: number) => {
      if (virtual) return virtualizer.scrollToIndex(index, { align: "auto" });
      const row = rootRef.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
      if (rootRef.current && row) scrollTo(rootRef.current, row);
    },
    [virtual, virtualizer],
  );
  if (!virtual) return { rootRef, visible: everyIndex(count), before: 0, after: 0, measure: undefined, reveal };
  const items = virtualizer.getVirtualItems();
  return {
    rootRef,
    visible: items.map((item) => item.index),
    before: items[0]?.start ?? 0,
    after: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0),
    measure: virtualizer.measureElement,
    reveal,
  };
}
