import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A plain table for small, fixed content; lists of records use DataTable. */
export function Table({ className, ...props }: ComponentProps<"table">) {
  return <table className={cn("w-full border-collapse text-left text-sm", className)} {...props} />;
}

/** A header cell of a column. */
export function TableHead({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn("h-8 border-line border-b px-3 font-medium text-muted text-xs", className)}
      {...props}
    />
  );
}

/** A row with a hairline below. */
export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr className={cn("border-line border-b last:border-0", className)} {...props} />;
}

/** A cell. */
export function TableCell({ className, ...props }: ComponentProps<"td">) {
  return <td className={cn("px-3 py-2 align-top", className)} {...props} />;
}
