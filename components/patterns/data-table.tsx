"use client";
import { type RowData, rowSelectionFeature, rowSortingFeature, tableFeatures, useTable } from "@tanstack/react-table";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useMemo, useRef } from "react";
import { useHydrated } from "@/lib/client/use-hydrated";
import type { DataColumn, Selection, Sorting } from "./data-column";
import { DataTableHead } from "./data-table-head";
import { DataTableRow, rowKeyDown } from "./data-table-row";
import { LoadMore, type LoadMoreProps } from "./load-more";

const features = tableFeatures({ rowSelectionFeature, rowSortingFeature });
const noSelection: Selection = [];
const estimatedRowPx = 44;
/** Up to this many rows are simply rendered, on the server too; beyond it only what is near the window. */
const plainRows = 60;

export type DataTableProps<Row> = {
  /** Names the table: "Agents". */
  label: string;
  rows: readonly Row[];
  columns: readonly DataColumn<Row>[];
  rowId: (row: Row) => string;
  /** Where a row leads; the primary column carries the link, the whole row is its target. */
  rowHref?: (row: Row) => string;
  /** Instead of a link: opens a peek panel. */
  onOpen?: (row: Row) => void;
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

/** The console's one list: sortable, selectable, virtual, keyset-paged, cards on narrow screens. ↑ ↓ Home End move, Enter opens, X selects. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { rows, columns, sorting = null, selection, total, more } = props;
  const table = useRecordTable(props);
  const body = table.getRowModel().rows;
  const { rootRef, visible, before, after, measure } = useVisibleRows(body.length);
  if (rows.length === 0 && props.empty) return <>{props.empty}</>;
  const selectable = selection !== undefined && props.onSelectionChange !== undefined;
  return (
    <div ref={rootRef} className="@container">
      <table
        aria-label={props.label}
        aria-rowcount={(total ?? rows.length) + 1}
        className="@max-2xl:block w-full table-fixed border-separate border-spacing-0 text-left text-sm"
      >
        <DataTableHead
          columns={columns}
          sorting={sorting}
          onSort={props.onSortingChange}
          selectAll={selectable ? selectAllState(table) : null}
        />
        <tbody className="@max-2xl:block" onKeyDown={rowKeyDown}>
          <Spacer height={before} />
          {visible.map((index) => {
            const row = body[index];
            if (!row) return null;
            return (
              <DataTableRow
                key={row.id}
                index={index}
                row={row.original}
                columns={columns}
                href={props.rowHref?.(row.original)}
                onOpen={props.onOpen}
                measure={measure}
                selected={row.getIsSelected()}
                onSelect={selectable ? (event) => row.getToggleSelectedHandler()(event) : undefined}
              />
            );
          })}
          <Spacer height={after} />
        </tbody>
      </table>
      <Footer shown={rows.length} total={total} more={more} />
    </div>
  );
}

/** The table's model: which rows are selected and how they are sorted, both owned by the page. */
function useRecordTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { rows, columns, rowId, sorting, selection = noSelection } = props;
  const definitions = useMemo(() => columns.map(({ id }) => ({ id })), [columns]);
  const data = useMemo(() => [...rows], [rows]);
  const rowSelection = useMemo(() => Object.fromEntries(selection.map((id) => [id, true as const])), [selection]);
  return useTable({
    features,
    data,
    columns: definitions,
    getRowId: rowId,
    manualSorting: true,
    state: { sorting: sorting ? [sorting] : [], rowSelection },
    onRowSelectionChange: (update) => {
      props.onSelectionChange?.(Object.keys(typeof update === "function" ? update(rowSelection) : update));
    },
  });
}

function selectAllState(table: {
  getIsAllRowsSelected: () => boolean;
  getIsSomeRowsSelected: () => boolean;
  toggleAllRowsSelected: (value?: boolean) => void;
}) {
  const all = table.getIsAllRowsSelected();
  return {
    all,
    some: !all && table.getIsSomeRowsSelected(),
    toggle: () => table.toggleAllRowsSelected(!all),
  };
}

/** Which rows to render now, and the height in px of what is left out above and below. */
function useVisibleRows(count: number) {
  const rootRef = useRef<HTMLDivElement>(null);
  const virtual = useHydrated() && count > plainRows;
  const scrollMargin = rootRef.current?.offsetTop ?? 0;
  const virtualizer = useWindowVirtualizer({
    count,
    enabled: virtual,
    estimateSize: () => estimatedRowPx,
    overscan: 12,
    scrollMargin,
  });
  if (!virtual) {
    const visible = Array.from({ length: count }, (_, index) => index);
    return { rootRef, visible, before: 0, after: 0, measure: undefined };
  }
  const items = virtualizer.getVirtualItems();
  return {
    rootRef,
    // Cards of narrow screens are several times as high as rows.
    measure: virtualizer.measureElement,
    visible: items.map((item) => item.index),
    before: Math.max(0, (items[0]?.start ?? scrollMargin) - scrollMargin),
    after: Math.max(0, virtualizer.getTotalSize() - ((items.at(-1)?.end ?? scrollMargin) - scrollMargin)),
  };
}

function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className="@max-2xl:block">
      <td style={{ height }} className="@max-2xl:block p-0" />
    </tr>
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
