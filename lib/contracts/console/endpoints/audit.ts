import { consoleContract } from "@/lib/contracts/console/contract";
import { auditPage, auditQuery } from "@/lib/contracts/console/wire/audit";
import { listAudit } from "@/lib/domain/audit/queries";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

const LIMIT = 100;

/** The audit trail. */
export const listAuditEvents = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/audit",
  summary: "Who did what, newest first",
  description:
    "Instance admins see everything, workspace admins their workspaces, others their own acts and acts on agents that they may edit.",
  query: auditQuery,
  reply: json(auditPage),
  faults: ["invalid_cursor"],
  verb: listAudit,
  handle: async ({ ctx, query, incoming }) => {
    const named = incoming.url.searchParams.has("workspaceId") || incoming.headers.has("x-workspace-id");
    const workspaceId = named ? ctx.workspaceId : null;
    const page = await listAudit(ctx, { ...query, workspaceId, limit: query.limit ?? LIMIT });
    return { data: page.data.map(({ time, ...row }) => ({ ...row, at: time })), pageInfo: page.pageInfo };
  },
});
