import { type Sql, sql } from "@/lib/db";
import type { SortField } from "@/lib/domain/list-order";
import { substringPattern } from "@/lib/domain/page";

export type TrashFilter = { q?: string };

/** Fields that the trash can be ordered by. */
export const trashOrder: ReadonlyMap<string, SortField> = new Map<string, SortField>([
  ["deletedAt", { column: sql`a."deletedAt"`, cast: "timestamptz" }],
  ["name", { column: sql`a."name"`, cast: "text" }],
]);

/** Deleted agents `a`, narrowed by a part of their name. */
export function deletedMatching({ q }: TrashFilter): Sql {
  const deleted = sql`a."deletedAt" IS NOT NULL`;
  return q ? sql`${deleted} AND a."name" ILIKE ${substringPattern(q)}` : deleted;
}
