"use client";
import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { columnVisibility, type DataColumn, type Sorting } from "./data-column";

const headCell =
  "sticky top-12 lg:top-0 z-10 h-9 border-line border-b bg-canvas px-3 font-medium text-muted text-xs @max-2xl:static @max-2xl:h-auto @max-2xl:border-0 @max-2xl:px-0";

type SelectAll = { all: boolean; some: boolean; toggle: () => void };
type HeadProps<Row> = {
  columns: readonly DataColumn<Row>[];
  sorting: Sorting;
  onSort: ((sorting: Sorting) => void) | undefined;
  selectAll: SelectAll | null;
};

/** The header row; on narrow screens only what can be sorted by remains, as a row of buttons. */
export function DataTableHead<Row>({ columns, sorting, onSort, selectAll }: HeadProps<Row>) {
  return (
    <thead className="@max-2xl:block">
      <tr className="@max-2xl:flex @max-2xl:flex-wrap @max-2xl:items-center @max-2xl:gap-x-4 @max-2xl:py-1.5">
        {selectAll && (
          <th scope="col" className={cn(headCell, "w-10")}>
            <Checkbox
              hideLabel
              className="pl-0.5"
              label="Select all rows shown"
              checked={selectAll.all}
              indeterminate={selectAll.some}
              onChange={selectAll.toggle}
            />
          </th>
        )}
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} sorting={sorting} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}

type CellProps<Row> = Omit<HeadProps<Row>, "columns" | "selectAll"> & { column: DataColumn<Row> };

function HeadCell<Row>({ column, sorting, onSort }: CellProps<Row>) {
  if (!column.sortable || !onSort) {
    return (
      <th scope="col" className={cn(headCell, column.className, "@max-2xl:hidden", columnVisibility(column))}>
        {column.header}
      </th>
    );
  }
  const direction = sorting?.id === column.id ? (sorting.desc ? "descending" : "ascending") : "none";
  const Arrow = { none: ChevronsUpDown, ascending: ArrowUp, descending: ArrowDown }[direction];
  return (
    <th
      scope="col"
      aria-sort={direction}
      className={cn(headCell, column.className, "@max-2xl:w-auto", columnVisibility(column))}
    >
      <button
        type="button"
        className={cn(
          "-mx-1 inline-flex h-6 items-center gap-1 rounded px-1 hover:text-fg",
          direction !== "none" && "text-fg",
        )}
        onClick={() => onSort({ id: column.id, desc: direction === "ascending" })}
      >
        {column.header}
        <Arrow aria-hidden className={cn("size-3.5", direction === "none" && "opacity-60")} />
      </button>
    </th>
  );
}
