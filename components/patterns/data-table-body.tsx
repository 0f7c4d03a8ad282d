"use client";
import { type Range, useWindowVirtualizer } from "@tanstack/react-virtual";
import type { RefObject } from "react";
import { useHydrated } from "@/lib/client/use-hydrated";
import type { DataTableProps } from "./data-table";
import { DataTableRow } from "./data-table-row";
import { rowKeyDown } from "./row-keys";
import type { useRowSelection } from "./use-row-selection";

const rowPx = { comfortable: 44, compact: 32 } as const;
/** Up to this many rows are simply rendered; beyond it only what is near the window. */
const plainRows = 60;
/** So many of a longer list come from the server: more than a window is high, and each more delays the first paint. */
const firstRows = 30;

type BodyProps<Row> = DataTableProps<Row> & {
  ids: readonly string[];
  rootRef: RefObject<HTMLDivElement | null>;
  selected: ReturnType<typeof useRowSelection>;
};

/** The rows of a table: a component of its own, because scrolling renders it again and again. */
export function DataTableBody<Row>(props: BodyProps<Row>) {
  const { rows, ids, columns, rootRef, selected, density = "comfortable" } = props;
  const { visible, before, after, measure } = useVisibleRows(rows.length, rowPx[density], rootRef);
  return (
    <tbody className="@max-2xl:block" onKeyDown={rowKeyDown}>
      <Spacer height={before} />
      {visible.map((index) => {
        const row = rows[index];
        const id = ids[index];
        if (row === undefined || id === undefined) return null;
        return (
          <DataTableRow
            key={id}
            id={id}
            index={index}
            row={row}
            columns={columns}
            name={props.rowName?.(row)}
            href={props.rowHref?.(row)}
            onOpen={props.onOpen}
            onPeek={props.onPeek}
            compact={density === "compact"}
            measure={measure}
            selected={selected?.has(id) ?? false}
            onSelect={selected?.toggle}
          />
        );
      })}
      <Spacer height={after} />
    </tbody>
  );
}

/** Rows come and go in blocks of so many: a step of the scroll between two blocks costs neither layout nor paint. */
const block = 6;

function blocksOf({ startIndex, endIndex, overscan, count }: Range): number[] {
  const from = Math.max(0, Math.floor((startIndex - overscan) / block) * block);
  const to = Math.min(count, Math.ceil((endIndex + 1 + overscan) / block) * block);
  return Array.from({ length: to - from }, (_, index) => from + index);
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Which rows to render now, and the height in px of what is left out above and below. */
function useVisibleRows(count: number, estimatedPx: number, rootRef: RefObject<HTMLDivElement | null>) {
  const hydrated = useHydrated();
  const long = count > plainRows;
  const scrollMargin = rootRef.current?.offsetTop ?? 0;
  const virtualizer = useWindowVirtualizer({
    count,
    enabled: hydrated && long,
    estimateSize: () => estimatedPx,
    overscan: 8,
    rangeExtractor: blocksOf,
    scrollMargin,
    // A frame later is soon enough for rows that lie outside of the window.
    useFlushSync: false,
  });
  if (!long) return { visible: upTo(count), before: 0, after: 0, measure: undefined };
  if (!hydrated) {
    const after = (count - firstRows) * estimatedPx;
    return { visible: upTo(firstRows), before: 0, after, measure: undefined };
  }
  const items = virtualizer.getVirtualItems();
  return {
    // Cards of narrow screens are several times as high as rows.
    measure: virtualizer.measureElement,
    visible: items.map((item) => item.index),
    before: Math.max(0, (items[0]?.start ?? scrollMargin) - scrollMargin),
    after: Math.max(0, virtualizer.getTotalSize() - ((items.at(-1)?.end ?? scrollMargin) - scrollMargin)),
  };
}

/** Its height is an attribute, because the page's policy forbids inline styles in what the server sends. */
function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className="@max-2xl:block">
      <td height={height} className="@max-2xl:block p-0" />
    </tr>
  );
}
