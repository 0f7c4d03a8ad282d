"use client";
import { type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect } from "react";
import type { VisiblePart } from "./visible-part";

/** Rows come and go in blocks of so many: a step of the scroll between two blocks costs neither layout nor paint. */
const block = 6;

function blocksOf({ startIndex, endIndex, overscan, count }: Range): number[] {
  const from = Math.max(0, Math.floor((startIndex - overscan) / block) * block);
  const to = Math.min(count, Math.ceil((endIndex + 1 + overscan) / block) * block);
  return Array.from({ length: to - from }, (_, index) => from + index);
}

type RowWindowProps = {
  count: number;
  estimatedPx: number;
  rootRef: RefObject<HTMLElement | null>;
  onChange: (rows: VisiblePart) => void;
};

/** Follows the scrolling of the page and says which rows of a long table are near its window; renders nothing. */
export default function RowWindow({ count, estimatedPx, rootRef, onChange }: RowWindowProps) {
  const scrollMargin = rootRef.current?.offsetTop ?? 0;
  const virtualizer = useWindowVirtualizer<HTMLElement>({
    count,
    estimateSize: () => estimatedPx,
    overscan: 8,
    rangeExtractor: blocksOf,
    scrollMargin,
    // A frame later is soon enough for rows that lie outside of the window.
    useFlushSync: false,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const before = Math.max(0, (first?.start ?? scrollMargin) - scrollMargin);
  const after = Math.max(0, virtualizer.getTotalSize() - ((last?.end ?? scrollMargin) - scrollMargin));
  const [from, to] = [first?.index ?? 0, last ? last.index + 1 : 0];
  const measure = virtualizer.measureElement;
  // The rows are rendered by the table, in the same frame.
  useLayoutEffect(() => {
    const visible = Array.from({ length: to - from }, (_, index) => from + index);
    onChange({ visible, before, after, measure });
  }, [from, to, before, after, measure, onChange]);
  return null;
}
