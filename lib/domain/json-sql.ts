import { type Sql, sql } from "@/lib/db";
import type { Page, Row } from "@/lib/domain/page";

/** A time as JSON text: UTC, ISO 8601 with milliseconds and `Z`; null stays null. */
export function isoTime(column: Sql): Sql {
  return sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** `{id, name}` of the joined user `alias`, null where there is none. */
export function personJson(id: Sql, name: Sql): Sql {
  return sql`CASE WHEN ${id} IS NULL THEN NULL ELSE json_build_object('id', ${id}, 'name', ${name}) END`;
}

/** Gives the rows of a page their type; the statement that selected them, beside the type, guarantees the shape. */
export function typedPage<Row>(page: Page<Record<string, unknown>>): Page<Row> {
  return { data: page.data as Row[], pageInfo: page.pageInfo };
}

/** The same for rows of a portion; their places in the order are left out. */
export function typedRows<Shown>(rows: readonly Row[]): Shown[] {
  return rows.map(({ at: _, ...row }) => row as Shown);
}
