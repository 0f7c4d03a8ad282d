import type { Tx } from "@/lib/db";
import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import { type AgentRef, assertDeleted } from "@/lib/domain/agents/rules";
import type { DomainEvent, Job } from "@/lib/domain/change";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";

/** What is needed of an agent that goes for good. */
export type Doomed = { id: string; number: number; name: string; workspaceId: string | null };

/** What follows the purge of an agent, whoever asked for it. */
export type Remains = { event: DomainEvent; job: Job; facts: { number: number; versions: number; packages: number } };

/**
 * Removes a locked agent of the trash with its versions, packages, shares and assignments. Its bytes are swept once
 * nobody names them; what lies on disk is the job's, which the caller enqueues in the same transaction.
 */
export async function eraseAgent(tx: Tx, { id, number, name, workspaceId }: Doomed): Promise<Remains> {
  const packages = await tx.package.findMany({ where: { agentId: id }, select: { sha256: true } });
  const versions = await tx.agentVersion.count({ where: { agentId: id } });
  // The pointers first: they would hold the rows that go with the agent.
  await tx.$executeRaw`UPDATE "Agent" SET "liveVersionId" = NULL, "newestPackageId" = NULL, "runningPackageId" = NULL
    WHERE "id" = ${id}`;
  await tx.$executeRaw`DELETE FROM "Agent" WHERE "id" = ${id}`;
  await tx.$executeRaw`DELETE FROM "RuntimeSample" WHERE "agentId" = ${id}`;
  const sha256s = [...new Set(packages.map(({ sha256 }) => sha256))];
  return {
    event: { topic: "agents", type: "agent_purged", targetId: id, name, number, workspaceId },
    job: { task: "remove_remains", payload: { agentId: id, sha256s }, key: `remains:${id}` },
    facts: { number, versions, packages: packages.length },
  };
}

/** Removes a deleted agent for good. Throws `not_deleted`. */
export const purgeAgent = command({
  permission: "agents.remove",
  audit: "agent.purged",
  target: (tx: Tx, ctx: Ctx, { agent }: { agent: AgentRef }) => lockAgent(tx, ctx, agent, { deleted: "any" }),
  run: async ({ tx, target, change }: Step<AgentTarget>, _where: { agent: AgentRef }): Promise<void> => {
    assertDeleted(target);
    const { event, job, facts } = await eraseAgent(tx, target);
    change.record({ before: { ...facts, deletedAt: target.deletedAt } });
    await change.enqueue(job);
    await change.emit(event);
  },
});
