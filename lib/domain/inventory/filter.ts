import { type Sql, sql } from "@/lib/db";
import { agentField, equals, mentions, oneOf } from "@/lib/domain/agents/filter";
import type { ReviewStatus } from "@/lib/domain/agents/rules";
import type { Condition } from "@/lib/domain/filters/schema";

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

/** Whether the list is narrowed by what the runtime `r` or the newest package `n` says beyond the fields of a filter. */
export function failing({ failed }: InventoryFilter): Sql | null {
  if (failed === undefined) return null;
  return failed ? sql`${errorText} IS NOT NULL` : sql`${errorText} IS NULL`;
}

/** What the list is narrowed to by its own parameters, in the words of a filter over agents. */
export function matching({ q, status, run, hosting }: InventoryFilter): Condition[] {
  return [
    q ? mentions(agentField.name, q) : [],
    status?.length ? oneOf(agentField.reviewStatus, status) : [],
    run?.length ? oneOf(agentField.runState, run) : [],
    hosting ? equals(agentField.hosting, hosting) : [],
  ].flat();
}
