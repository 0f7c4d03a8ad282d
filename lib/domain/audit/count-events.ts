import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import { type AuditFilter, matchingEvents } from "@/lib/domain/audit/filter";
import type { Scope } from "@/lib/domain/audit/list-scope";
import { countOf, type Source } from "@/lib/domain/page";

const events = sql`FROM "AuditEvent" e`;

function monthOf(moment: string, later = 0): string {
  const time = new Date(moment);
  return new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + later, 1)).toISOString();
}

/** The first and the last month that a filter's time covers from beginning to end; `edges`: the conditions of what lies around them. */
function wholeMonths({ from, to }: AuditFilter): { months: Sql[]; edges: Sql[] } | null {
  const begin = from === undefined ? null : monthOf(from, 1);
  const end = to === undefined ? null : monthOf(to);
  if (begin !== null && end !== null && begin >= end) return null;
  const months: Sql[] = [];
  const edges: Sql[] = [];
  if (begin !== null) {
    months.push(sql`c."month" >= ${begin}::timestamptz::date`);
    edges.push(sql`e."at" < ${begin}::timestamptz`);
  }
  if (end !== null) {
    months.push(sql`c."month" < ${end}::timestamptz::date`);
    edges.push(sql`e."at" >= ${end}::timestamptz`);
  }
  return { months, edges };
}

/** The sum of the kept counts `c` that fit; null where they do not know what the filter asks. */
function added(kept: Sql, filter: AuditFilter, sources: Source[]): Sql | null {
  const { actorId, targetType, targetId, q } = filter;
  const time = actorId || targetType || targetId || q ? null : wholeMonths(filter);
  if (time === null) return null;
  const { action, outcome, override } = filter;
  const fits = matchingEvents({ action, outcome, override }, sql`c`);
  const sum = sql`(SELECT coalesce(sum(c."events"), 0) FROM "AuditCount" c
    WHERE ${Prisma.join([kept, fits, ...time.months], " AND ")})`;
  const around = time.edges.map((edge) =>
    countOf({ from: events, where: sql`${matchingEvents(filter)} AND ${edge}` }, sources),
  );
  return Prisma.join([sum, ...around], " + ");
}

/**
 * How many events of a scope fit the filter: added up from the kept counts where these know what is asked, with the parts
 * of a month at the ends of a time counted; otherwise counted.
 */
export function totalOf(scope: Scope, filter: AuditFilter): Sql {
  const counted = countOf({ from: events, where: matchingEvents(filter) }, scope.counted);
  const known = scope.sources.filter((source) => !scope.counted.includes(source));
  const rest = known.length === 0 ? sql`0` : added(scope.kept, filter, known);
  return sql`${rest ?? countOf({ from: events, where: matchingEvents(filter) }, known)} + ${counted}`;
}
