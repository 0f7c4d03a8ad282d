import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { awaitStop } from "@/lib/domain/runs/await-run";
import { wishNoLoad, wishNoRun } from "@/lib/domain/runs/switch-run";

/** Writes the wish that an agent does not run, and nothing where it does not. */
export const wishToStop = command({
  permission: "agents.operate",
  audit: "agent.stopped",
  target: (tx, ctx, { agent }: { agent: AgentRef }) => lockAgent(tx, ctx, agent),
  run: async (step: Step<AgentTarget>, _where: { agent: AgentRef }) => {
    const { id, name, hosting } = step.target;
    const changed = await (hosting === "integrated" ? wishNoLoad(step) : wishNoRun(step));
    if (changed) step.change.record({ after: { desiredState: "stopped" } });
    else step.change.nothing();
    return { id, name, changed };
  },
});

/**
 * Stops an agent and waits up to 30 s until nothing of it runs. It stays stopped. Throws `unavailable` when it still runs
 * then, and `conflict` when somebody started it meanwhile.
 */
export async function stopRun(
  ctx: Ctx,
  where: { agent: AgentRef },
): Promise<{ id: string; name: string; changed: boolean }> {
  const wished = await wishToStop(ctx, where);
  const outcome = await awaitStop(wished.id);
  if (outcome === "stopped") return wished;
  if (outcome === "overtaken") throw new DomainError("conflict", `Agent '${wished.name}' was started meanwhile`);
  throw new DomainError("unavailable", `Agent '${wished.name}' still runs: its engine does not answer`, {
    retryAfter: 10,
  });
}
