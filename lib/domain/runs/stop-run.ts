import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { awaitStop } from "@/lib/domain/runs/await-run";
import { forgetEnd, wishNothing } from "@/lib/domain/runs/switch-run";

type Where = { agent: AgentRef };
type Wished = { id: string; number: number; name: string; changed: boolean };

/** Writes the wish that an agent does not run, and nothing where it does not; `forget`: how it ended before is over. */
export const wishToStop = command({
  permission: "agents.operate",
  audit: "agent.stopped",
  target: (tx, ctx, { agent }: Where) => lockAgent(tx, ctx, agent),
  run: async (step: Step<AgentTarget>, { forget = false }: Where & { forget?: boolean }): Promise<Wished> => {
    const { id, number, name } = step.target;
    const stopped = await wishNothing(step);
    const changed = (forget && (await forgetEnd(step.tx, id))) || stopped;
    if (changed) step.change.record({ after: { desiredState: "stopped" } });
    else step.change.nothing();
    return { id, number, name, changed };
  },
});

/** Waits until nothing of an agent runs. Throws `unavailable` after 30 s, and `conflict` when somebody started it meanwhile. */
export async function awaitEnded({ id, name }: { id: string; name: string }): Promise<void> {
  const outcome = await awaitStop(id);
  if (outcome === "stopped") return;
  if (outcome === "overtaken") throw new DomainError("conflict", `Agent '${name}' was started meanwhile`);
  throw new DomainError("unavailable", `Agent '${name}' still runs: its engine does not answer`, { retryAfter: 10 });
}

/** Stops an agent and waits up to 30 s until nothing of it runs. It stays stopped. Throws as `awaitEnded`. */
export async function stopRun(ctx: Ctx, where: Where & { forget?: boolean }): Promise<Wished> {
  const wished = await wishToStop(ctx, where);
  await awaitEnded(wished);
  return wished;
}
