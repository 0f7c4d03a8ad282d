import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { awaitStart, type RunOutcome, seeStart } from "@/lib/domain/runs/await-run";
import { wishLoad, wishRun } from "@/lib/domain/runs/switch-run";

type Wished = { id: string; number: number; name: string; changed: boolean };
export type RunStart = RunOutcome & Wished;

/** ms after which an engine that gave a reason is not waited for any longer. */
const ENGINE_WAIT = 4_000;

/** Writes the wish that an agent runs, and nothing where it does. Throws `conflict` for integrated agents that may not load. */
export const wishToStart = command({
  permission: "agents.operate",
  audit: "agent.started",
  target: (tx, ctx, { agent }: { agent: AgentRef }) => lockAgent(tx, ctx, agent),
  run: async (step: Step<AgentTarget>, _where: { agent: AgentRef }): Promise<Wished> => {
    const { id, number, name, hosting } = step.target;
    const changed = await (hosting === "integrated" ? wishLoad(step) : wishRun(step));
    if (changed) step.change.record({ after: { desiredState: "running" } });
    else step.change.nothing();
    return { id, number, name, changed };
  },
});

/**
 * Starts an agent and waits up to 30 s until its run is seen; one that runs stays as it is. Throws as `wishToStart`, and
 * `unavailable` with the engine's reason when it is not seen in time.
 */
export async function startRun(ctx: Ctx, where: { agent: AgentRef }): Promise<RunStart> {
  const wished = await wishToStart(ctx, where);
  return { ...wished, ...(await awaitStart(wished.id)) };
}

/** Waits for a wished start like `startRun`; null for one that is still on its way. An engine that gave a reason is told within 5 s. */
export async function awaitBegun(agentId: string): Promise<RunOutcome | null> {
  const seen = await seeStart(agentId, { engineMs: ENGINE_WAIT });
  if (seen?.state !== "exited") return seen;
  throw new DomainError("internal", `Failed to start agent: ${seen.error ?? "it ended at once"}`);
}

/**
 * Starts an agent and waits up to 30 s; `begun` is false for one that is still on its way then. Throws as `wishToStart`,
 * `unavailable` with the engine's reason, and `internal` with the reason why the start came to nothing.
 */
export async function beginRun(ctx: Ctx, where: { agent: AgentRef }): Promise<Wished & { begun: boolean }> {
  const wished = await wishToStart(ctx, where);
  return { ...wished, begun: (await awaitBegun(wished.id)) !== null };
}
