import { db, plannedAnew, type Sql, sql, type Tx } from "@/lib/db";
import { readableEvents } from "@/lib/domain/audit/access";
import { takeExportSlot } from "@/lib/domain/audit/export-slots";
import { type AuditFilter, matchingEvents } from "@/lib/domain/audit/filter";
import { type AuditRow, eventColumns } from "@/lib/domain/audit/queries";
import { type ExportFormat, MOST_EXPORTED } from "@/lib/domain/audit/rules";
import { command } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { databaseFault } from "@/lib/domain/database-fault";
import { DomainError } from "@/lib/domain/faults";

const BATCH = 2_000;

export type AuditExport = { filter: AuditFilter; format: ExportFormat };
type Placed = AuditRow & { place: string };
type Extent = { events: number; until: string };

/** How many events there are to export, and the moment up to which: what happens meanwhile is not part of the file. */
async function extentOf(tx: Tx, where: Sql): Promise<Extent> {
  const [found] = await tx.$queryRaw<{ count: bigint; until: string }[]>(
    plannedAnew(sql`SELECT count(*) AS "count", clock_timestamp()::text AS "until" FROM
      (SELECT 1 FROM "AuditEvent" e WHERE ${where} LIMIT ${MOST_EXPORTED + 1}) e`),
  );
  const count = Number(found?.count ?? 0);
  if (found && count <= MOST_EXPORTED) return { events: count, until: found.until };
  const message = `more than ${MOST_EXPORTED.toLocaleString("en")} events; narrow the time`;
  throw new DomainError("invalid_parameter", `from: ${message}`, {
    issues: [{ type: "too_many", loc: ["query", "from"], message }],
  });
}

async function fetchBatch(where: Sql, last: Placed | undefined): Promise<Placed[]> {
  const behind = last ? sql`AND (e."at", e."seq") < (${last.place}::timestamptz, ${last.seq}::bigint)` : sql``;
  const [found] = await db().$queryRaw<{ rows: Placed[] }[]>(
    plannedAnew(sql`
      SELECT coalesce(json_agg(b.*), '[]') AS "rows" FROM (
        SELECT e."id", ${eventColumns}, e."at"::text AS "place" FROM "AuditEvent" e WHERE ${where} ${behind}
        ORDER BY e."at" DESC, e."seq" DESC LIMIT ${BATCH}) b`),
  );
  return found?.rows ?? [];
}

/** The events in batches, newest first; each batch is a statement of its own, so that memory and locks stay small. */
async function* batches(where: Sql, free: () => void): AsyncGenerator<AuditRow[]> {
  try {
    let rows: Placed[] = await fetchBatch(where, undefined);
    while (rows.length > 0) {
      yield rows.map(({ place: _, ...row }) => row);
      if (rows.length < BATCH) return;
      rows = await fetchBatch(where, rows.at(-1));
    }
  } catch (error) {
    throw databaseFault(error);
  } finally {
    free();
  }
}

function whereOf(ctx: Ctx, filter: AuditFilter): Sql {
  return sql`${readableEvents(ctx)} AND ${matchingEvents(filter)}`;
}

/**
 * The events that fit and that the caller may read, newest first, in batches to be streamed; `free` must be called where
 * the batches are never begun. Throws `invalid_parameter` beyond 1,000,000, `rate_limited` at the third at once.
 */
export const exportAudit = command({
  permission: "self.read",
  audit: "audit.exported",
  target: (_tx, _ctx, { filter }: AuditExport) => {
    const workspaceId = filter.workspaceId ?? null;
    return { subject: { workspaceId: null }, audit: { type: "audit", id: "audit", name: "Audit trail", workspaceId } };
  },
  run: async ({ tx, ctx, change }, { filter, format }) => {
    const where = whereOf(ctx, filter);
    const free = takeExportSlot(ctx.actor.userId);
    try {
      const { events, until } = await extentOf(tx, where);
      change.record({ after: { format, events, filter } });
      return { batches: batches(sql`${where} AND e."at" < ${until}::timestamptz`, free), free };
    } catch (error) {
      free();
      throw error;
    }
  },
});
