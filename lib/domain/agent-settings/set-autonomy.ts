import { lockOperated, noteSetting } from "@/lib/domain/agent-settings/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command } from "@/lib/domain/command";

type Input = { agent: AgentRef; enabled: boolean };

/** Lets an agent act by itself, or not: the one switch above its schedules, whose own flags stay as they are. */
export const setAutonomy = command({
  permission: "agents.edit",
  audit: "agent.updated",
  target: lockOperated,
  run: async (step, { enabled }: Input): Promise<void> => {
    const { tx, target, change } = step;
    const { autonomy } = target.operation;
    if (autonomy === enabled) return change.nothing();
    await tx.agent.update({ where: { id: target.id }, data: { autonomy: enabled } });
    await noteSetting(step, { autonomy }, { autonomy: enabled });
  },
});
