import type { Tx } from "@/lib/db";
import { type AgentTarget, lockAgent, readableAgents } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { runNothing } from "@/lib/domain/agents/switch-running";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError, type Issue } from "@/lib/domain/faults";
import { lockPackagedAgent } from "@/lib/domain/packages/access";
import { endRun } from "@/lib/domain/runs/switch-run";

type Input = { agent: AgentRef; force: boolean };

type Trashed = { id: string; number: number; name: string };

const MOST_NAMED = 20;

/** Living agents that mount a folder of this one, in words; those that the caller may not read stay nameless. */
async function usersOf(tx: Tx, ctx: Ctx, id: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string | null }[]>`
    SELECT DISTINCT CASE WHEN ${readableAgents(ctx)} THEN a."name" END AS "name"
    FROM "FolderConfig" f JOIN "Agent" a ON a."id" = f."agentId"
    WHERE f."sourceId" = ${id} AND a."id" <> ${id} AND a."deletedAt" IS NULL ORDER BY 1 LIMIT ${MOST_NAMED}`;
  return rows.map(({ name }) => (name === null ? "an agent that you cannot see" : `agent '${name}'`));
}

async function assertUnused({ tx, ctx, target }: Step<AgentTarget>): Promise<void> {
  const users = await usersOf(tx, ctx, target.id);
  if (users.length === 0) return;
  const { name } = target;
  const issue = (message: string): Issue => ({
    type: "agent.in_use",
    loc: ["path", "agent_name"],
    message,
    input: name,
  });
  throw new DomainError("in_use", `Agent '${name}' is in use`, { issues: users.map(issue) });
}

async function moveToTrash(tx: Tx, { id, name }: AgentTarget): Promise<void> {
  const moved = await tx.$executeRaw`
    UPDATE "Agent" a SET "deletedAt" = clock_timestamp(), "updatedAt" = clock_timestamp(), "rev" = a."rev" + 1,
      "retentionTier" = w."retentionTier", "trashWarnedAt" = NULL
    FROM "Workspace" w WHERE a."id" = ${id} AND w."id" = a."workspaceId" AND a."deletedAt" IS NULL`;
  if (moved !== 1) throw new DomainError("system_agent", `Agent '${name}' belongs to the system and cannot be deleted`);
}

/**
 * Moves a locked agent into the trash: unloaded, its name free, kept as long as its workspace's retention tier says now.
 * Without `force` it throws `in_use` while another agent uses it; `system_agent` for agents of the system.
 */
export async function trashAgent(step: Step<AgentTarget>, force: boolean): Promise<Trashed> {
  const { tx, target, change } = step;
  const { id, name, number, workspaceId, reviewStatus, hosting } = target;
  if (!force) await assertUnused(step);
  await moveToTrash(tx, target);
  await tx.sshGrant.deleteMany({ where: { agentId: id } });
  if (hosting === "integrated") await runNothing(step, id);
  else await endRun(step, id);
  change.record({ before: { reviewStatus }, after: { deleted: true, force } });
  await change.emit({ topic: "agents", type: "agent_deleted", targetId: id, name, number, workspaceId });
  return { id, number, name };
}

const run = (step: Step<AgentTarget>, { force }: Input) => trashAgent(step, force);

/** An admin deletes an agent that has a package. Throws as `trashAgent`. */
export const deleteAgent = command({
  permission: "agents.administer",
  audit: "agent.deleted",
  target: lockPackagedAgent,
  run,
});

/** An owner deletes their own agent that has a package, or an admin does. Throws as `trashAgent`. */
export const deleteOwnAgent = command({
  permission: "agents.remove",
  audit: "agent.deleted",
  target: lockPackagedAgent,
  run,
});

/** The same for agents of every kind. */
export const removeAgent = command({
  permission: "agents.remove",
  audit: "agent.deleted",
  target: (tx: Tx, ctx: Ctx, { agent }: { agent: AgentRef }) => lockAgent(tx, ctx, agent),
  run,
});

/** The same asked for again: an agent that lies in the trash already stays there as it is, and nothing is audited. */
export const removeAgentOnce = command({
  permission: "agents.remove",
  audit: "agent.deleted",
  target: (tx: Tx, ctx: Ctx, { agent }: { agent: AgentRef }) => lockAgent(tx, ctx, agent, { deleted: "any" }),
  run: async (step: Step<AgentTarget>, input: Input) => {
    if (step.target.deletedAt === null) return trashAgent(step, input.force);
    step.change.nothing();
    const { id, number, name } = step.target;
    return { id, number, name };
  },
});
