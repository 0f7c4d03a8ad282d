"use client";
import { type ReactNode, useMemo, useRef } from "react";
import { cn } from "@/components/ui/cn";
import type { Selection } from "@/lib/client/row-selection";
import { useHydrated } from "@/lib/client/use-hydrated";
import type { DataColumn, Density, Sorting } from "./data-column";
import { DataTableBody } from "./data-table-body";
import { DataTableHead } from "./data-table-head";
import { LoadMore, type LoadMoreProps } from "./load-more";
import { useRowSelection } from "./use-row-selection";

export type DataTableProps<Row> = {
  /** Names the table: "Agents". */
  label: string;
  rows: readonly Row[];
  columns: readonly DataColumn<Row>[];
  rowId: (row: Row) => string;
  /** How a row is called by its checkbox and its peek button; default: its number. */
  rowName?: (row: Row) => string;
  /** Where a row leads; the primary column carries the link, the whole row is its target. */
  rowHref?: (row: Row) => string;
  /** Opens what the row stands for: instead of a link, or, beside `rowHref`, without asking the server for its page. */
  onOpen?: (row: Row) => void;
  /** Gives each row a button, and Space, to look at it beside the table. Keep it stable. */
  onPeek?: (row: Row) => void;
  density?: Density;
  /** Least width in px that the columns need; a narrower table scrolls sideways, and its header no longer sticks. */
  minWidth?: number;
  /** Sorting is done by the server; the table shows and reports it. */
  sorting?: Sorting;
  onSortingChange?: (sorting: Sorting) => void;
  /** With both given, rows have checkboxes. */
  selection?: Selection;
  onSelectionChange?: (selection: Selection) => void;
  /** Number of all rows on the server, for screen readers and the footer. */
  total?: number;
  more?: LoadMoreProps;
  empty?: ReactNode;
};

/** The console's one list: sortable, selectable, virtual, keyset-paged, cards on narrow screens. ↑ ↓ Home End move, Enter opens, X selects, Space peeks. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { rows, columns, rowId, sorting = null, total, more, minWidth } = props;
  const rootRef = useRef<HTMLDivElement>(null);
  const ids = useMemo(() => rows.map(rowId), [rows, rowId]);
  const selected = useRowSelection(ids, props.selection, props.onSelectionChange);
  const hydrated = useHydrated();
  if (rows.length === 0 && props.empty) return <>{props.empty}</>;
  return (
    <div ref={rootRef} className="@container">
      <div className={cn(minWidth !== undefined && "@2xl:overflow-x-auto")}>
        <table
          aria-label={props.label}
          aria-rowcount={(total ?? rows.length) + 1}
          className="@max-2xl:block w-full table-fixed border-separate border-spacing-0 text-left text-sm @max-2xl:min-w-0!"
          style={hydrated && minWidth !== undefined ? { minWidth } : undefined}
        >
          <DataTableHead
            columns={columns}
            sorting={sorting}
            onSort={props.onSortingChange}
            selectAll={selected?.all ?? null}
          />
          <DataTableBody {...props} ids={ids} rootRef={rootRef} selected={selected} />
        </table>
      </div>
      <Footer shown={rows.length} total={total} more={more} />
    </div>
  );
}

function Footer({ shown, total, more }: { shown: number; total?: number; more?: LoadMoreProps }) {
  if (!more && total === undefined) return null;
  return (
    <div className="flex items-center justify-between gap-3 px-3 py-2.5 text-muted text-xs">
      <span role="status">{total === undefined ? `${shown} shown` : `${shown} of ${total}`}</span>
      {more && <LoadMore {...more} />}
    </div>
  );
}
