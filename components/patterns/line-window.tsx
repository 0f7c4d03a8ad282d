"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect } from "react";
import type { VisiblePart } from "./visible-part";

type LineWindowProps = {
  count: number;
  estimatedPx: number;
  scrollRef: RefObject<HTMLElement | null>;
  selectedLine: number | null;
  onChange: (lines: VisiblePart) => void;
};

/** Follows the scrolling of a long file and says which of its lines are in view; renders nothing. */
export default function LineWindow({ count, estimatedPx, scrollRef, selectedLine, onChange }: LineWindowProps) {
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => estimatedPx,
    overscan: 30,
  });
  useEffect(() => {
    if (selectedLine !== null) virtualizer.scrollToIndex(selectedLine - 1, { align: "center" });
  }, [selectedLine, virtualizer]);
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  const [from, to] = [first?.index ?? 0, last ? last.index + 1 : 0];
  const before = first?.start ?? 0;
  const after = virtualizer.getTotalSize() - (last?.end ?? 0);
  const measure = virtualizer.measureElement;
  // The lines are rendered by the view, in the same frame.
  useLayoutEffect(() => {
    if (to === 0) return;
    const visible = Array.from({ length: to - from }, (_, index) => from + index);
    onChange({ visible, before, after, measure });
  }, [from, to, before, after, measure, onChange]);
  return null;
}
