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
  if (!selection || !onSelectionChange) return null;
  const count = ids.filter((id) => chosen.has(id)).length;
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
