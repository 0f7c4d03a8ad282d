import { db, plannedAnew, sql, type Tx } from "@/lib/db";
import { totalOf } from "@/lib/domain/audit/count-events";
import { takeExportSlot } from "@/lib/domain/audit/export-slots";
import type { AuditFilter } from "@/lib/domain/audit/filter";
import { auditScope, type Scope } from "@/lib/domain/audit/list-scope";
import { type AuditRow, eventList } from "@/lib/domain/audit/queries";
import { type ExportFormat, MOST_EXPORTED } from "@/lib/domain/audit/rules";
import { command } from "@/lib/domain/command";
import { databaseFault } from "@/lib/domain/database-fault";
import { DomainError } from "@/lib/domain/faults";
import { typedRows } from "@/lib/domain/json-sql";
import { type ListSpec, nextRows } from "@/lib/domain/page";

const BATCH = 2_000;

export type AuditExport = { filter: AuditFilter; format: ExportFormat };
type Extent = { events: number; until: string };

/** How many events there are to export, and the moment up to which: what happens meanwhile is not part of the file. */
async function extentOf(tx: Tx, scope: Scope, filter: AuditFilter): Promise<Extent> {
  const [found] = await tx.$queryRaw<{ count: bigint; until: string }[]>(
    plannedAnew(sql`SELECT (${totalOf(scope, filter)})::bigint AS "count", clock_timestamp()::text AS "until"`),
  );
  const count = Number(found?.count ?? 0);
  if (found && count <= MOST_EXPORTED) return { events: count, until: found.until };
  const message = `more than ${MOST_EXPORTED.toLocaleString("en")} events; narrow the time`;
  throw new DomainError("invalid_parameter", `from: ${message}`, {
    issues: [{ type: "too_many", loc: ["query", "from"], message }],
  });
}

/** The events in batches, newest first; each batch is a statement of its own, so that memory and locks stay small. */
async function* batches(spec: ListSpec, free: () => void): AsyncGenerator<AuditRow[]> {
  try {
    let rows = await nextRows(db(), spec, undefined, BATCH);
    while (rows.length > 0) {
      yield typedRows<AuditRow>(rows);
      if (rows.length < BATCH) return;
      rows = await nextRows(db(), spec, rows.at(-1), BATCH);
    }
  } catch (error) {
    throw databaseFault(error);
  } finally {
    free();
  }
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
    const scope = auditScope(ctx, filter);
    const free = takeExportSlot(ctx.actor.userId);
    try {
      const { events, until } = await extentOf(tx, scope, filter);
      change.record({ after: { format, events, filter } });
      const spec = eventList(scope, filter);
      const where = sql`${spec.where} AND e."at" < ${until}::timestamptz`;
      return { batches: batches({ ...spec, where }, free), free };
    } catch (error) {
      free();
      throw error;
    }
  },
});
