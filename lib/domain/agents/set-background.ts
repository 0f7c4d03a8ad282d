import type { AgentTarget } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import { lockPackagedAgent } from "@/lib/domain/packages/access";

type Input = { agent: AgentRef; allowed: boolean };

/** Allows or forbids unattended runs of an agent; a repeat changes and audits nothing. */
export const setBackground = command({
  permission: "agents.flag",
  audit: "agent.updated",
  target: lockPackagedAgent,
  run: async (step: Step<AgentTarget>, { allowed }: Input): Promise<{ name: string; changed: boolean }> => {
    const { tx, target, change } = step;
    const { id, name, number, workspaceId } = target;
    const changed = await tx.$executeRaw`
      UPDATE "Agent" SET "supportsBackground" = ${allowed}, "updatedAt" = clock_timestamp(), "rev" = "rev" + 1
      WHERE "id" = ${id} AND "supportsBackground" <> ${allowed}`;
    if (changed === 0) {
      change.nothing();
      return { name, changed: false };
    }
    change.record({ before: { supportsBackground: !allowed }, after: { supportsBackground: allowed } });
    await change.emit({
      topic: "agents",
      type: "agent_updated",
      targetId: id,
      name,
      number,
      workspaceId,
      data: { supportsBackground: allowed },
    });
    return { name, changed: true };
  },
});
