"use client";
import { PanelRightOpen } from "lucide-react";
import { memo, type ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { columnVisibility, type DataColumn } from "./data-column";

const rowStyles =
  "group relative aria-selected:bg-accent-soft @max-2xl:flex @max-2xl:flex-col @max-2xl:gap-1 @max-2xl:border-line @max-2xl:border-b @max-2xl:px-1 @max-2xl:py-3";
const openingStyles = `${rowStyles} hover:not-aria-selected:bg-hover focus-within:not-aria-selected:bg-hover`;
const cellStyles =
  "border-line border-b px-3 @max-2xl:flex @max-2xl:h-auto @max-2xl:items-center @max-2xl:justify-between @max-2xl:gap-4 @max-2xl:border-0 @max-2xl:p-0 @max-2xl:text-left";
const valueStyles = "truncate @max-2xl:w-full";
const selectStyles = "w-10 @max-2xl:absolute @max-2xl:right-0 @max-2xl:w-auto";
/** Cards say what each value is. */
const labelled =
  "@max-2xl:before:shrink-0 @max-2xl:before:text-subtle @max-2xl:before:text-xs @max-2xl:before:content-[attr(data-label)]";
/** Stretched over the row, so that the whole row opens, with a real link beneath (middle click, copy address). */
const target =
  "font-medium text-fg after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2 dark:focus-visible:after:outline-link";

type RowProps<Row> = {
  id: string;
  index: number;
  row: Row;
  columns: readonly DataColumn<Row>[];
  name: string | undefined;
  href: string | undefined;
  onOpen: ((row: Row) => void) | undefined;
  onPeek: ((row: Row) => void) | undefined;
  compact: boolean;
  selected: boolean;
  /** `range`: with Shift, from the row that was chosen before. */
  onSelect: ((id: string, range: boolean) => void) | undefined;
  /** Tells a virtual table how high the row is. */
  measure?: (row: HTMLTableRowElement | null) => void;
};

/** One record: a table row on wide screens, a card on narrow ones. */
function Row<Row>(props: RowProps<Row>) {
  const { id, index, row, columns, compact, selected, onSelect } = props;
  const name = props.name ?? `row ${index + 1}`;
  const cell = cn(cellStyles, compact ? "h-8 py-0.5" : "h-11 py-1");
  const opens = props.href !== undefined || props.onOpen !== undefined;
  return (
    <tr
      ref={props.measure}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={onSelect ? selected : undefined}
      data-row={index}
      className={opens ? openingStyles : rowStyles}
    >
      {onSelect && (
        <td className={cn(cell, selectStyles)}>
          <Checkbox
            hideLabel
            className="relative z-[1] pl-0.5"
            label={`Select ${name}`}
            checked={selected}
            onClick={(event) => onSelect(id, event.shiftKey)}
            onChange={() => undefined}
          />
        </td>
      )}
      {columns.map((column) =>
        column.primary ? (
          <td key={column.id} className={cn(cell, valueStyles, column.className, "@max-2xl:-order-1 @max-2xl:pr-8")}>
            <PrimaryCell {...props} column={column} name={name} />
          </td>
        ) : (
          <ValueCell key={column.id} column={column} row={row} cell={cell} />
        ),
      )}
    </tr>
  );
}

function ValueCell<Row>({ column, row, cell }: { column: DataColumn<Row>; row: Row; cell: string }) {
  return (
    <td
      data-label={column.header}
      className={cn(cell, valueStyles, labelled, column.className, columnVisibility(column))}
    >
      <span className="min-w-0 @max-2xl:truncate">{column.cell(row)}</span>
    </td>
  );
}

function PrimaryCell<Row>(props: RowProps<Row> & { column: DataColumn<Row>; name: string }) {
  const { column, row, href, onOpen, onPeek, compact, name } = props;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate">
          <RowTarget href={href} onOpen={onOpen && (() => onOpen(row))}>
            {column.cell(row)}
          </RowTarget>
        </span>
        {!compact && column.detail?.(row)}
      </span>
      {onPeek && <PeekButton name={name} onPeek={() => onPeek(row)} />}
    </span>
  );
}

/** Seen where the pointer or the focus is, and always where nothing hovers. */
function PeekButton({ name, onPeek }: { name: string; onPeek: () => void }) {
  return (
    <button
      type="button"
      data-row-peek
      aria-label={`Peek at ${name}`}
      title="Peek (Space)"
      onClick={onPeek}
      className="relative z-[1] inline-flex size-6 shrink-0 items-center justify-center rounded text-subtle hover:bg-active hover:text-fg focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 pointer-fine:opacity-0"
    >
      <PanelRightOpen aria-hidden className="size-4" />
    </button>
  );
}

/** Keeps the type parameter, which `memo` alone would lose. */
export const DataTableRow: typeof Row = memo(Row) as typeof Row;

function RowTarget({ href, onOpen, children }: { href?: string; onOpen?: () => void; children: ReactNode }) {
  if (href) {
    return (
      <Link href={href} onFollow={onOpen} data-row-target className={target}>
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
