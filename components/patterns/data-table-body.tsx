"use client";
import { type RefObject, Suspense, useState } from "react";
import { onDemand } from "@/components/ui/on-demand";
import { useHydrated } from "@/lib/client/use-hydrated";
import type { DataTableProps } from "./data-table";
import { DataTableRow } from "./data-table-row";
import { rowKeyDown } from "./row-keys";
import type { useRowSelection } from "./use-row-selection";
import { beginningOf, type VisiblePart } from "./visible-part";

const rowPx = { comfortable: 44, compact: 32 } as const;
/** Up to this many rows are simply rendered; beyond it only what is near the window. */
const plainRows = 60;
/** So many of a longer list come from the server: more than a window is high, and each more delays the first paint. */
const firstRows = 30;
const grownRows = 200;

const RowWindow = onDemand(() => import("./row-window"), "early");

type BodyProps<Row> = DataTableProps<Row> & {
  ids: readonly string[];
  rootRef: RefObject<HTMLDivElement | null>;
  selected: ReturnType<typeof useRowSelection>;
};

/** The rows of a table: a component of its own, because scrolling renders it again and again. */
export function DataTableBody<Row>(props: BodyProps<Row>) {
  const { rows, ids, columns, rootRef, selected, density = "comfortable" } = props;
  const long = rows.length > plainRows;
  const hydrated = useHydrated();
  const [near, setNear] = useState<VisiblePart | null>(null);
  // A list that grows under the reader keeps the rows that are there.
  const [longest] = useState(long ? firstRows : grownRows);
  const { visible, before, after, measure } = (long && near) || firstOf(rows.length, rowPx[density], longest);
  return (
    <tbody className="@max-2xl:block" onKeyDown={rowKeyDown}>
      {long && hydrated && (
        <Suspense>
          <RowWindow count={rows.length} estimatedPx={rowPx[density]} rootRef={rootRef} onChange={setNear} />
        </Suspense>
      )}
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

/** Before anything watches the window: of a longer list so many, at least. */
function firstOf(count: number, estimatedPx: number, longest: number) {
  return beginningOf(count, count > plainRows ? Math.min(count, longest) : count, estimatedPx);
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
