"use client";
import { useCallback, useMemo, useRef } from "react";
import { type Selection, toggledAll, toggledRows } from "@/lib/client/row-selection";

/** The selection of a table that its page owns; null where rows cannot be chosen. */
export function useRowSelection(
  ids: readonly string[],
  selection: Selection | undefined,
  onSelectionChange: ((selection: Selection) => void) | undefined,
) {
  const anchor = useRef<string | null>(null);
  const chosen = useMemo(() => new Set(selection), [selection]);
  const now = useRef({ ids, selection, onSelectionChange });
  now.current = { ids, selection, onSelectionChange };
  // Stable, so that rows are not rendered again for a click on another one.
  const toggle = useCallback((id: string, range: boolean) => {
    const { ids, selection = [], onSelectionChange } = now.current;
    onSelectionChange?.(toggledRows(selection, ids, id, range ? anchor.current : null));
    anchor.current = id;
  }, []);
  // Asked at every step of a scroll, of lists of a hundred thousand.
  const count = useMemo(() => (chosen.size === 0 ? 0 : ids.filter((id) => chosen.has(id)).length), [ids, chosen]);
  if (!selection || !onSelectionChange) return null;
  return {
    has: (id: string) => chosen.has(id),
    toggle,
    all: {
      all: ids.length > 0 && count === ids.length,
      some: count > 0 && count < ids.length,
      toggle: () => onSelectionChange(toggledAll(selection, ids)),
    },
  };
}
