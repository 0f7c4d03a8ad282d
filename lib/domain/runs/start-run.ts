import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { awaitStart, type RunOutcome } from "@/lib/domain/runs/await-run";
import { wishLoad, wishRun } from "@/lib/domain/runs/switch-run";

export type RunStart = RunOutcome & { id: string; name: string; changed: boolean };

/** Writes the wish that an agent runs, and nothing where it does. Throws `conflict` for integrated agents that may not load. */
export const wishToStart = command({
  permission: "agents.operate",
  audit: "agent.started",
  target: (tx, ctx, { agent }: { agent: AgentRef }) => lockAgent(tx, ctx, agent),
  run: async (step: Step<AgentTarget>, _where: { agent: AgentRef }) => {
    const { id, name, hosting } = step.target;
    const changed = await (hosting === "integrated" ? wishLoad(step) : wishRun(step));
    if (changed) step.change.record({ after: { desiredState: "running" } });
    else step.change.nothing();
    return { id, name, changed };
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
