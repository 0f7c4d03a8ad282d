import { sql, type Tx } from "@/lib/db";
import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import type { Change } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";

type Facts = {
  /** Whether its workspace has draft and live. */
  lifecycle: boolean;
  nextPosition: number;
  liveLabel: string | null;
  /** Of the newest package; null for agents that come from none. */
  packageStatus: string | null;
};
/** An agent that is locked for its release, with what decides on it. */
export type ReleaseTarget = AgentTarget & Facts;

const lifecycleOf = (workspaceId: string | null) =>
  sql`coalesce((SELECT w."lifecycle" FROM "Workspace" w WHERE w."id" = ${workspaceId}::uuid), TRUE)`;

/** Throws `lifecycle_disabled` unless draft and live are switched on. */
export async function assertSwitchedOn(_tx: Tx, { lifecycle }: { lifecycle: boolean }): Promise<void> {
  if (!lifecycle) throw new DomainError("lifecycle_disabled", "This workspace has draft and live switched off");
}

/** Throws `lifecycle_disabled` where the agent's workspace has draft and live switched off. */
export async function assertLifecycle(tx: Tx, { workspaceId }: { workspaceId: string | null }): Promise<void> {
  const [found] = await tx.$queryRaw<Pick<Facts, "lifecycle">[]>`SELECT ${lifecycleOf(workspaceId)} AS "lifecycle"`;
  await assertSwitchedOn(tx, { lifecycle: found?.lifecycle ?? true });
}

/**
 * The agent, locked, and what is known of its release. That is read after the lock: a statement that had to wait for it sees
 * the other rows as they were before. Throws `not_found`.
 */
export async function lockForRelease(tx: Tx, ctx: Ctx, { agent }: { agent: AgentRef }): Promise<ReleaseTarget> {
  const target = await lockAgent(tx, ctx, agent);
  const { id, workspaceId, liveVersionId, newestPackageId } = target;
  const [facts] = await tx.$queryRaw<Facts[]>`SELECT ${lifecycleOf(workspaceId)} AS "lifecycle",
    coalesce((SELECT max(v."position") FROM "AgentVersion" v WHERE v."agentId" = ${id}), 0) + 1 AS "nextPosition",
    (SELECT v."label" FROM "AgentVersion" v WHERE v."id" = ${liveVersionId}) AS "liveLabel",
    (SELECT p."status" FROM "Package" p WHERE p."id" = ${newestPackageId}) AS "packageStatus"`;
  if (!facts) throw new Error("a statement without FROM gives one row");
  return { ...target, ...facts };
}

/** Tells that an agent's lifecycle went on. */
export function tell(
  { change, target }: { change: Change; target: AgentTarget },
  type: string,
  data: Record<string, string> = {},
): Promise<void> {
  const { id, name, number, workspaceId } = target;
  return change.emit({ topic: "agents", type, targetId: id, name, number, workspaceId, data });
}
