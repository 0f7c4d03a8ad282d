import type { AgentTarget } from "@/lib/domain/agents/access";
import type { AgentRef, ReviewStatus } from "@/lib/domain/agents/rules";
import { setReviewStatus } from "@/lib/domain/agents/set-review-status";
import { command, type Step } from "@/lib/domain/command";
import { lockPackagedAgent } from "@/lib/domain/packages/access";
import { nextReview } from "@/lib/domain/packages/rules";

export type Switched = { name: string; status: ReviewStatus; changed: boolean };

/** Nothing is asked to run, as after a restore: the agent is ACTIVE, and to enable it is to load it. */
async function isIdle({ tx, target }: Step<AgentTarget>): Promise<boolean> {
  const { id, hosting, reviewStatus } = target;
  if (hosting !== "integrated" || reviewStatus !== "ACTIVE") return false;
  return (await tx.runtime.count({ where: { agentId: id, desiredState: "running" } })) === 0;
}

/** Switches an agent on or off; nothing is changed or audited where it is there already. Throws `conflict`. */
export async function switchAgent(step: Step<AgentTarget>, action: "enable" | "disable"): Promise<Switched> {
  const { target, change } = step;
  const { id, name, number, workspaceId, reviewStatus, newestPackageId } = target;
  const { status, ...next } = nextReview(target, action);
  const waking = action === "enable" && !next.changed && (await isIdle(step));
  const { changed, ...rest } = waking ? ({ changed: true, run: "newest" } as const) : next;
  if (!changed || newestPackageId === null) {
    change.nothing();
    return { name, status, changed: false };
  }
  await setReviewStatus(step, id, { status, changed, ...rest }, newestPackageId);
  change.record({ before: { status: reviewStatus }, after: { status } });
  await change.emit({
    topic: "agents",
    type: "agent_updated",
    targetId: id,
    name,
    number,
    workspaceId,
    data: { reviewStatus: status },
  });
  return { name, status, changed };
}

/** Loads a DISABLED agent's approved package again. Throws `conflict` for PENDING and REJECTED ones. */
export const enableAgent = command({
  permission: "agents.administer",
  audit: "agent.enabled",
  target: lockPackagedAgent,
  run: (step: Step<AgentTarget>, _where: { agent: AgentRef }) => switchAgent(step, "enable"),
});
