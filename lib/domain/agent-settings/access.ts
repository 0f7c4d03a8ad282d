import type { Tx } from "@/lib/db";
import type { ReadOnlyPatterns } from "@/lib/domain/agent-settings/rules";
import { storedPatterns } from "@/lib/domain/agent-settings/rules";
import { type AgentTarget, getAgent, lockAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import type { Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import type { FleetStatus, ResourceColumns } from "@/lib/domain/fleet/rules";
import type { Reader } from "@/lib/domain/query";

/** How an agent works, beside what it is. */
export type Operation = ResourceColumns & {
  autonomy: boolean;
  readOnly: boolean;
  patterns: ReadOnlyPatterns;
  timeoutSeconds: number;
  status: FleetStatus;
  /** What the present run was started with. */
  applied: unknown;
};

export type OperatedAgent = AgentTarget & { operation: Operation };

type Row = Omit<Operation, "patterns"> & { readOnlyPatterns: unknown };

async function operationOf(db: Reader, agentId: string): Promise<Operation> {
  const [row] = await db.$queryRaw<Row[]>`
    SELECT a."autonomy", a."readOnly", a."readOnlyPatterns", a."timeoutSeconds", a."cpu", a."memoryMb", r."applied",
      coalesce(r."observedState", 'stopped') AS "status"
    FROM "Agent" a LEFT JOIN "Runtime" r ON r."agentId" = a."id" WHERE a."id" = ${agentId}`;
  if (!row) throw new Error(`Agent ${agentId} has no row although it was found`);
  const { readOnlyPatterns, ...same } = row;
  return { ...same, patterns: storedPatterns(readOnlyPatterns) };
}

/** An agent with its settings. Throws `not_found`. */
export async function getOperated(db: Reader, ctx: Ctx, agent: AgentRef): Promise<OperatedAgent> {
  const target = await getAgent(db, ctx, agent);
  return { ...target, operation: await operationOf(db, target.id) };
}

/** The same, locked until the transaction ends. */
export async function lockOperated(tx: Tx, ctx: Ctx, { agent }: { agent: AgentRef }): Promise<OperatedAgent> {
  const target = await lockAgent(tx, ctx, agent);
  return { ...target, operation: await operationOf(tx, target.id) };
}

/** Says in the trail and to open pages which setting of an agent became what; the agent is at a new revision then. */
export async function noteSetting(
  { tx, target, change }: Pick<Step<AgentTarget>, "tx" | "target" | "change">,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Promise<void> {
  const { id, name, number, workspaceId } = target;
  await tx.$executeRaw`UPDATE "Agent" SET "updatedAt" = clock_timestamp(), "rev" = "rev" + 1 WHERE "id" = ${id}`;
  change.record({ before, after });
  const data = { fields: Object.keys(after) };
  await change.emit({ topic: "agents", type: "agent_updated", targetId: id, name, number, workspaceId, data });
}
