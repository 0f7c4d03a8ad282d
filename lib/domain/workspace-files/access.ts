import { sql, type Tx } from "@/lib/db";
import { type AgentTarget, getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import type { Reader } from "@/lib/domain/query";

export type RunningTarget = AgentTarget & { status: "running" | "stopped" | "exited" };

/** An agent with the state that it was seen in. Throws `not_found`. */
export async function getWithState(db: Reader | Tx, ctx: Ctx, ref: AgentRef): Promise<RunningTarget> {
  const agent = await getAgent(db, ctx, ref);
  const [row] = await db.$queryRaw<{ status: RunningTarget["status"] }[]>(sql`
    SELECT r."observedState" AS "status" FROM "Runtime" r WHERE r."agentId" = ${agent.id}`);
  return { ...agent, status: row?.status ?? "stopped" };
}

/** Integrated agents have no workspace of their own. Throws `invalid`. */
export function assertContainer({ hosting }: Pick<AgentTarget, "hosting">): void {
  if (hosting === "integrated") throw new DomainError("invalid", "Not available for an integrated agent");
}

/** Makes sure that there is an agent server to ask. Throws `not_running`. */
export function assertRunning({ status }: Pick<RunningTarget, "status">): void {
  if (status !== "running") throw new DomainError("not_running", "Agent is not running");
}
