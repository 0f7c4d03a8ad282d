import type { ReactNode } from "react";

export type DataColumn<Row> = {
  /** Also the name that sorting reports. */
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Width and alignment classes of header and cells ("w-32 text-right"). */
  className?: string;
  sortable?: boolean;
  /** The column that names the row: its content becomes the row's link, and the title of its card on narrow screens. */
  primary?: boolean;
  /** A second line below the primary cell, not part of the row's link. */
  detail?: (row: Row) => ReactNode;
  /** Left out of tables of middling width; wide tables and cards show it. */
  secondary?: boolean;
};

export type Density = "comfortable" | "compact";

/** Classes of a column's cells for the widths at which a table drops secondary columns. */
export function columnVisibility(column: { secondary?: boolean }): string {
  return column.secondary ? "@2xl:@max-5xl:hidden" : "";
}

export type Sorting = { id: string; desc: boolean } | null;
