import { lockOperated, noteSetting } from "@/lib/domain/agent-settings/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command } from "@/lib/domain/command";
import { type ResourceColumns, setResources } from "@/lib/domain/fleet/rules";

type Input = { agent: AgentRef; resources: ResourceColumns };
export type ResourceSetting = { cpu: string | null; memory: string | null; running: boolean };

/** CPU and memory of an agent from its next start on; null is the default. */
export const setAgentResources = command({
  permission: "agents.edit",
  audit: "agent.updated",
  target: lockOperated,
  run: async (step, { resources: wanted }: Input): Promise<ResourceSetting> => {
    const { tx, target, change } = step;
    const { cpu, memoryMb, status } = target.operation;
    if (wanted.cpu === cpu && wanted.memoryMb === memoryMb) change.nothing();
    else {
      await tx.agent.update({ where: { id: target.id }, data: wanted });
      await noteSetting(step, setResources({ cpu, memoryMb }), setResources(wanted));
    }
    return { ...setResources(wanted), running: status === "running" };
  },
});
