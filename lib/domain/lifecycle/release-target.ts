import type { Tx } from "@/lib/db";
import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import type { Change } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";

/** Throws `lifecycle_disabled` where the agent's workspace has draft and live switched off. */
export async function assertLifecycle(tx: Tx, { workspaceId }: { workspaceId: string | null }): Promise<void> {
  const found = await tx.workspace.findUnique({ where: { id: workspaceId ?? "" }, select: { lifecycle: true } });
  if (found?.lifecycle === false) {
    throw new DomainError("lifecycle_disabled", "This workspace has draft and live switched off");
  }
}

/** The agent, locked. Throws `not_found`. */
export function lockForRelease(tx: Tx, ctx: Ctx, { agent }: { agent: AgentRef }): Promise<AgentTarget> {
  return lockAgent(tx, ctx, agent);
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
