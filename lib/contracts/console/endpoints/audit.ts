import { consoleContract } from "@/lib/contracts/console/contract";
import { auditFile, toAuditEvent } from "@/lib/contracts/console/present/audit-file";
import { auditExportQuery, auditPage, auditQuery, auditVerdict } from "@/lib/contracts/console/wire/audit";
import { exportAudit } from "@/lib/domain/audit/export-audit";
import { listAudit } from "@/lib/domain/audit/queries";
import { verifyAudit } from "@/lib/domain/audit/verify-chain";
import type { Ctx } from "@/lib/domain/context";
import { endpoint, type Incoming } from "@/lib/http/endpoint";
import { bytes, json } from "@/lib/http/reply";

const LIMIT = 100;
const readers =
  "Instance admins see everything, workspace admins their workspaces, others their own acts and acts on agents that they may edit.";

/** The workspace that the request names; without a name the trail of all that the caller may read. */
function namedWorkspace(ctx: Ctx, { url, headers }: Incoming): string | null {
  return url.searchParams.has("workspaceId") || headers.has("x-workspace-id") ? ctx.workspaceId : null;
}

/** The audit trail. */
export const listAuditEvents = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/audit",
  summary: "Who did what, newest first",
  description: readers,
  query: auditQuery,
  reply: json(auditPage),
  faults: ["invalid_cursor"],
  verb: listAudit,
  handle: async ({ ctx, query, incoming }) => {
    const workspaceId = namedWorkspace(ctx, incoming);
    const page = await listAudit(ctx, { ...query, workspaceId, limit: query.limit ?? LIMIT });
    return { data: page.data.map(toAuditEvent), pageInfo: page.pageInfo };
  },
});

const mediaTypes = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" } as const;

/** The audit trail as a file. */
export const exportAuditEvents = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/audit/export",
  summary: "The audit trail as CSV or JSON, newest first, up to 1,000,000 events",
  description: `${readers} Two at once for one person. A file that could not be finished breaks off with the connection.`,
  query: auditExportQuery,
  reply: bytes("text/csv"),
  faults: ["rate_limited"],
  verb: exportAudit,
  handle: async ({ ctx, query, incoming }) => {
    const { format = "csv", ...rest } = query;
    const filter = { ...rest, workspaceId: namedWorkspace(ctx, incoming) };
    const { batches, free } = await exportAudit(ctx, { filter, format });
    const day = new Date().toISOString().slice(0, 10);
    return {
      stream: auditFile(format, batches, free),
      fileName: `audit-${day}.${format}`,
      headers: { "Content-Type": mediaTypes[format] },
    };
  },
});

/** Whether the trail is as it was written. */
export const verifyAuditTrail = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/audit/verify",
  summary: "Recompute the hash chain over the whole audit trail",
  reply: json(auditVerdict),
  verb: verifyAudit,
  handle: async ({ ctx }) => {
    const { events, waiting, breach, head } = await verifyAudit(ctx, null);
    const problem = breach?.problem ?? null;
    return { ok: breach === null, events, firstBroken: breach?.seq ?? null, problem, waiting, head };
  },
});
