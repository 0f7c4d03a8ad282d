"use client";
import { type KeyboardEvent, type MouseEvent, memo, type ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { columnVisibility, type DataColumn } from "./data-column";

const rowStyles =
  "group relative has-[[data-row-target]:hover]:bg-hover has-[[data-row-target]:focus-visible]:bg-hover aria-selected:bg-accent-soft @max-2xl:flex @max-2xl:flex-col @max-2xl:gap-1 @max-2xl:border-line @max-2xl:border-b @max-2xl:px-1 @max-2xl:py-3";
const cellStyles =
  "h-11 truncate border-line border-b px-3 py-1 @max-2xl:flex @max-2xl:h-auto @max-2xl:w-full @max-2xl:items-center @max-2xl:justify-between @max-2xl:gap-4 @max-2xl:border-0 @max-2xl:p-0 @max-2xl:text-left";
/** Stretched over the row, so that the whole row opens, with a real link beneath (middle click, copy address). */
const target =
  "font-medium text-fg after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2 dark:focus-visible:after:outline-link";

type RowProps<Row> = {
  index: number;
  row: Row;
  columns: readonly DataColumn<Row>[];
  href: string | undefined;
  onOpen: ((row: Row) => void) | undefined;
  selected: boolean;
  onSelect: ((event: MouseEvent) => void) | undefined;
  /** Tells a virtual table how high the row is. */
  measure?: (row: HTMLTableRowElement | null) => void;
};

/** One record: a table row on wide screens, a card on narrow ones. */
function Row<Row>({ index, row, columns, href, onOpen, selected, onSelect, measure }: RowProps<Row>) {
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={onSelect ? selected : undefined}
      data-row={index}
      className={rowStyles}
    >
      {onSelect && (
        <td
          className={cn(
            cellStyles,
            "w-10 text-clip @max-2xl:absolute @max-2xl:right-0 @max-2xl:w-auto @max-2xl:overflow-visible",
          )}
        >
          <Checkbox
            hideLabel
            className="relative z-[1] pl-0.5"
            label={`Select row ${index + 1}`}
            checked={selected}
            onClick={onSelect}
            onChange={() => undefined}
          />
        </td>
      )}
      {columns.map((column) => (
        <td
          key={column.id}
          className={cn(cellStyles, column.className, column.primary && "@max-2xl:pr-8", columnVisibility(column))}
        >
          {column.primary ? (
            <span className="flex min-w-0 flex-col">
              <span className="truncate">
                <RowTarget href={href} onOpen={onOpen && (() => onOpen(row))}>
                  {column.cell(row)}
                </RowTarget>
              </span>
              {column.detail?.(row)}
            </span>
          ) : (
            <>
              <span className="@2xl:hidden shrink-0 text-subtle text-xs">{column.header}</span>
              <span className="min-w-0 truncate">{column.cell(row)}</span>
            </>
          )}
        </td>
      ))}
    </tr>
  );
}

/** Keeps the type parameter, which `memo` alone would lose. */
export const DataTableRow: typeof Row = memo(Row) as typeof Row;

function RowTarget({ href, onOpen, children }: { href?: string; onOpen?: () => void; children: ReactNode }) {
  if (href) {
    return (
      <Link href={href} data-row-target className={target}>
        {children}
      </Link>
    );
  }
  if (onOpen) {
    return (
      <button type="button" data-row-target onClick={onOpen} className={cn(target, "text-left")}>
        {children}
      </button>
    );
  }
  return <span className="font-medium text-fg">{children}</span>;
}

/** Moves between rows with the arrow keys, Home and End; X selects the row that has the focus. */
export function rowKeyDown(event: KeyboardEvent<HTMLTableSectionElement>): void {
  if (!(event.target instanceof Element)) return;
  if (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    event.target.matches("input:not([type=checkbox]), textarea, select")
  )
    return;
  const row = event.target.closest("tr[data-row]");
  if (event.key.toLowerCase() === "x") {
    row?.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
    return;
  }
  const rows = [...event.currentTarget.querySelectorAll("tr[data-row]")];
  const at = row ? rows.indexOf(row) : -1;
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (next === undefined) return;
  const element = rowFocus(rows[next]);
  if (!element) return;
  event.preventDefault();
  element.focus();
  element.scrollIntoView({ block: "nearest" });
}

function rowFocus(row: Element | undefined): HTMLElement | null {
  return row?.querySelector<HTMLElement>("[data-row-target]") ?? row?.querySelector<HTMLElement>("input") ?? null;
}
