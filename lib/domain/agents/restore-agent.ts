import type { Tx } from "@/lib/db";
import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import { assertNameFree } from "@/lib/domain/agents/assert-name-free";
import { type AgentRef, assertDeleted } from "@/lib/domain/agents/rules";
import { kinds, usable } from "@/lib/domain/assignments/access";
import { assignmentKinds } from "@/lib/domain/assignments/rules";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { leaseAgain } from "@/lib/domain/runs/switch-run";
import { assertRoomForAgent } from "@/lib/domain/workspaces/agent-quota";

type Input = { agent: AgentRef; name?: string };
type Dropped = { id: string; name: string };

/** Takes off what the workspace no longer gets, such as tools of an integration that was uninstalled meanwhile. */
async function dropUnusable(tx: Tx, agentId: string, workspaceId: string): Promise<Record<string, Dropped[]>> {
  const dropped: Record<string, Dropped[]> = {};
  for (const kind of assignmentKinds) {
    const { table, join, column } = kinds[kind];
    const gone = await tx.$queryRaw<Dropped[]>`
      DELETE FROM ${join} j USING ${table} t
      WHERE j."agentId" = ${agentId} AND t."id" = j.${column} AND NOT ${usable(kind, workspaceId)}
      RETURNING t."id", t."name"`;
    if (gone.length > 0) dropped[kind] = gone;
  }
  return dropped;
}

/**
 * Brings a deleted agent back, stopped, in its former lifecycle state, with its shares and attachments; under another
 * name if one is given. Throws `not_deleted`, `quota_exceeded`, `name_taken`; it stays in the trash then.
 */
export const restoreAgent = command({
  permission: "agents.remove",
  audit: "agent.restored",
  target: (tx: Tx, ctx: Ctx, { agent }: { agent: AgentRef }) => lockAgent(tx, ctx, agent, { deleted: "any" }),
  run: async ({ tx, target, change }: Step<AgentTarget>, input: Input): Promise<{ id: string }> => {
    const { id, number, workspaceId } = target;
    assertDeleted(target);
    const name = input.name ?? target.name;
    // Nothing of the system is ever deleted.
    if (workspaceId === null) throw new DomainError("system_agent", `Agent '${name}' belongs to the system`);
    await assertRoomForAgent(tx, workspaceId);
    await assertNameFree(tx, workspaceId, name);
    await tx.$executeRaw`
      UPDATE "Agent" SET "deletedAt" = NULL, "retentionTier" = NULL, "trashWarnedAt" = NULL, "name" = ${name},
        "updatedAt" = clock_timestamp(), "rev" = "rev" + 1 WHERE "id" = ${id}`;
    await leaseAgain(tx, target);
    const dropped = await dropUnusable(tx, id, workspaceId);
    change.target({ ...target.audit, name });
    change.record({ before: { name: target.name, deletedAt: target.deletedAt }, after: { name, dropped } });
    await change.emit({ topic: "agents", type: "agent_restored", targetId: id, name, number, workspaceId });
    return { id };
  },
});
