import { eraseAgent } from "@/lib/domain/agents/purge-agent";
import { cutText } from "@/lib/domain/cut-text";
import { platformChange } from "@/lib/domain/platform-change";
import { runJob } from "@/lib/domain/runs/switch-run";

type Input = { agentId: string; reason: string };

/** Takes back an agent that was just made and that its engine refused to start: its name and port are free again. */
export const discardAgent = platformChange(async ({ tx, emit, enqueue, audit }, { agentId, reason }: Input) => {
  const select = { id: true, number: true, name: true, workspaceId: true } as const;
  const agent = await tx.agent.findUnique({ where: { id: agentId }, select });
  if (!agent) return;
  const { event, job, facts } = await eraseAgent(tx, agent);
  const target = { type: "agent", id: agent.id, name: agent.name, workspaceId: agent.workspaceId };
  await audit({ action: "agent.purged", target, before: { ...facts, reason: cutText(reason, 1_000) } });
  await enqueue(runJob(agentId));
  await enqueue(job);
  await emit(event);
});
