import { z } from "zod";
import { getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { query } from "@/lib/domain/query";

const isolations = z.enum(["container", "bubblewrap", "process"]);

type Row = {
  desiredState: "running" | "stopped";
  observedState: "running" | "stopped" | "exited";
  isolation: string | null;
  packageId: string | null;
  version: string | null;
  error: string | null;
  report: unknown;
  installing: boolean;
};

function stateOf(row: Row | undefined): "loaded" | "loading" | "failed" | "unloaded" {
  if (!row) return "unloaded";
  if (row.observedState === "running") return "loaded";
  if (row.desiredState === "stopped") return "unloaded";
  return row.error && !row.installing ? "failed" : "loading";
}

/** What an agent has loaded: state, isolation, and the report with its tools (null while there is none). */
export const describeTools = query({
  permission: "agents.read",
  target: (db, ctx, ref: AgentRef) => getAgent(db, ctx, ref),
  run: async ({ db, target }) => {
    const [row] = await db.$queryRaw<Row[]>`
      SELECT r."desiredState", r."observedState", r."isolation", r."loadedPackageId" AS "packageId",
        CASE WHEN r."loadedPackageId" IS NULL THEN NULL ELSE r."loadedVersion" END AS "version",
        coalesce(p."installError", r."error") AS "error", r."report", coalesce(p."installState" IN ('queued', 'installing'), FALSE) AS "installing"
      FROM "Runtime" r LEFT JOIN "Package" p ON p."id" = r."desiredPackageId" AND p."id" IS DISTINCT FROM r."loadedPackageId"
      WHERE r."agentId" = ${target.id}`;
    const state = stateOf(row);
    const isolation = isolations.safeParse(row?.isolation);
    const { packageId = null, version = null, error = null } = row ?? {};
    const report: unknown = state === "loaded" ? (row?.report ?? null) : null;
    return { agentId: target.id, state, isolation: isolation.data ?? null, packageId, version, error, report };
  },
});
