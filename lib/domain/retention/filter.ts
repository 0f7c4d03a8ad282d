import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import { WARNING_DAYS } from "@/lib/domain/retention/rules";
import { retentionDays } from "@/lib/domain/workspaces/rules";

const tiers = Object.entries(retentionDays).flatMap(([tier, days]) =>
  days === null ? [] : [sql`WHEN ${tier} THEN make_interval(days => ${days}::int)`],
);

/** When agent `a` of the trash is purged by itself; null for living ones and where it is kept. The same as `purgeTime`. */
export const purgeAt: Sql = sql`(a."deletedAt" + CASE a."retentionTier" ${Prisma.join(tiers, " ")} END)`;

const warning = sql`make_interval(days => ${WARNING_DAYS}::int)`;

/** Deleted agents `a` whose purge is near and that nobody was warned of. */
export function dueForWarning(now: Date): Sql {
  return sql`a."deletedAt" IS NOT NULL AND a."trashWarnedAt" IS NULL AND ${purgeAt} <= ${now}::timestamptz + ${warning}`;
}

/** Deleted agents `a` whose time has run out, and of which somebody was warned early enough. */
export function dueForPurge(now: Date): Sql {
  return sql`a."deletedAt" IS NOT NULL AND ${purgeAt} <= ${now}::timestamptz
    AND a."trashWarnedAt" <= ${now}::timestamptz - ${warning}`;
}
