import type { Tx } from "@/lib/db";
import { lockOperated, noteSetting } from "@/lib/domain/agent-settings/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command } from "@/lib/domain/command";
import { invalidField } from "@/lib/domain/faults";

type Input = { agent: AgentRef; seconds: number };

/** A schedule that may run longer than its agent would be cut off. */
async function assertSchedulesFit(tx: Tx, agentId: string, seconds: number): Promise<void> {
  const longer = await tx.agentSchedule.findFirst({
    where: { agentId, enabled: true, timeoutSeconds: { gt: seconds } },
    orderBy: { timeoutSeconds: "desc" },
    select: { name: true, timeoutSeconds: true },
  });
  if (!longer) return;
  const message = `the schedule '${longer.name}' may run ${longer.timeoutSeconds} seconds; shorten or disable it first`;
  throw invalidField("execution_timeout_seconds", message, seconds);
}

/** How long one execution of an agent may take, in seconds. Throws `invalid` below the timeout of an enabled schedule. */
export const setTimeoutSeconds = command({
  permission: "agents.edit",
  audit: "agent.updated",
  target: lockOperated,
  run: async (step, { seconds }: Input): Promise<{ id: string; name: string; seconds: number }> => {
    const { tx, target, change } = step;
    const { timeoutSeconds } = target.operation;
    await assertSchedulesFit(tx, target.id, seconds);
    if (timeoutSeconds === seconds) change.nothing();
    else {
      await tx.agent.update({ where: { id: target.id }, data: { timeoutSeconds: seconds } });
      await noteSetting(step, { timeoutSeconds }, { timeoutSeconds: seconds });
    }
    return { id: target.id, name: target.name, seconds };
  },
});
