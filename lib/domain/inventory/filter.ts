import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import type { ReviewStatus } from "@/lib/domain/agents/rules";
import type { SortField } from "@/lib/domain/list-order";
import { substringPattern } from "@/lib/domain/page";

export type RunState = "running" | "stopped" | "exited";
export type InventoryFilter = {
  q?: string;
  status?: ReviewStatus[];
  run?: RunState[];
  hosting?: "integrated" | "container";
  /** True: only agents that could not be loaded or ended with an error. */
  failed?: boolean;
};

/** Why the newest approved version of agent `a` is not loaded, or what its runtime `r` last said. */
export const errorText = sql`coalesce(r."error", CASE WHEN n."status" = 'approved' AND r."desiredPackageId" = n."id"
  AND r."loadedPackageId" IS DISTINCT FROM n."id" THEN n."installError" END)`;

/** Fields that the console's agent list can be ordered by. */
export const inventoryOrder: ReadonlyMap<string, SortField> = new Map<string, SortField>([
  ["createdAt", { column: sql`a."createdAt"`, cast: "timestamptz" }],
  ["updatedAt", { column: sql`a."updatedAt"`, cast: "timestamptz" }],
  ["name", { column: sql`a."name"`, cast: "text" }],
]);

/** Whether `matching` speaks of the runtime `r` or the newest package `n`. */
export function looksAtRuntime({ run, failed }: InventoryFilter): boolean {
  return run !== undefined || failed !== undefined;
}

/** What the list is narrowed to, as one condition on agent `a`, its runtime `r` and its newest package `n`. */
export function matching({ q, status, run, hosting, failed }: InventoryFilter): Sql {
  const parts = [sql`a."deletedAt" IS NULL`];
  if (q) parts.push(sql`a."name" ILIKE ${substringPattern(q)}`);
  if (status?.length) parts.push(sql`a."reviewStatus" = ANY(${status}::text[])`);
  if (run?.length) parts.push(sql`coalesce(r."observedState", 'stopped') = ANY(${run}::text[])`);
  if (hosting) parts.push(sql`a."hosting" = ${hosting}`);
  if (failed !== undefined) parts.push(failed ? sql`${errorText} IS NOT NULL` : sql`${errorText} IS NULL`);
  return Prisma.join(parts, " AND ");
}
