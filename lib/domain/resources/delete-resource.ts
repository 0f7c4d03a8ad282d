import type { Tx } from "@/lib/db";
import { command } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { getResourceTarget, type ResourceRef, usingAgents } from "@/lib/domain/resources/access";
import type { ResourceKind, ResourceRefs } from "@/lib/domain/resources/resource-kind";
import { type AgentUse, agentWords, listUses, named, referrerWords } from "@/lib/domain/resources/resource-uses";

export type ResourceDeletion = { id: ResourceRef; force: boolean };

type Use = { agents: AgentUse[]; others: ResourceRefs };

/** Live versions and other resources hold on to a resource; drafts only as long as nobody insists. Throws `in_use`. */
function assertUnused(what: string, { agents, others }: Use, force: boolean): void {
  const live = agents.filter((agent) => agent.live);
  const holding = [...live.map(agentWords), ...others.map(referrerWords)];
  const known = agents.flatMap(({ id, name }) => (name === null ? [] : [{ id, name }]));
  const facts = { agents: known, resources: others };
  if (holding.length > 0) {
    const how = live.length > 0 ? "by what is live" : "by other resources";
    throw new DomainError("in_use", `${what} is used ${how}: ${named(holding)}`, { facts });
  }
  if (agents.length === 0 || force) return;
  const message = `${what} is used by ${named(agents.map(agentWords))}. Remove it there first, or delete it with force, which takes it off all drafts`;
  throw new DomainError("in_use", message, { facts: { ...facts, forcible: true } });
}

/** Locks the agents that use a resource before it: whoever changes or publishes an agent holds the agent first. */
async function lockUsers(
  tx: Tx,
  kind: Pick<ResourceKind<never, unknown>, "table" | "uses">,
  id: string,
): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM "Agent" x WHERE x."id" IN
    (SELECT u."id" FROM ${kind.table} r CROSS JOIN LATERAL (${usingAgents(kind)}) u WHERE r."id" = ${id})
    ORDER BY x."id" FOR UPDATE`;
}

type Used = Pick<ResourceKind<never, unknown>, "uses" | "offered">;

/** Takes a resource off the drafts of all agents, those in the trash included. */
async function detach(tx: Tx, kind: Used, id: string, agents: AgentUse[]): Promise<void> {
  if (kind.offered) await tx.integrationMember.deleteMany({ where: { kind: kind.offered, targetId: id } });
  await kind.uses.detach(tx, id);
  const ids = agents.map((agent) => agent.id);
  if (ids.length === 0) return;
  await tx.$executeRaw`UPDATE "Agent" SET "rev" = "rev" + 1, "updatedAt" = clock_timestamp() WHERE "id" = ANY(${ids})`;
}

/** Deletes a resource. Throws `in_use` with the agents that the caller may see; `force` takes it off drafts, never off what is live. */
export function deleteResource<Fields, Shown>(kind: ResourceKind<Fields, Shown>) {
  return command({
    permission: "resources.change",
    audit: `${kind.noun}.deleted`,
    target: async (tx, ctx, { id }: { id: ResourceRef }) => {
      const { row } = await getResourceTarget<Shown>(tx, ctx, kind, id);
      await lockUsers(tx, kind, row.id);
      return getResourceTarget<Shown>(tx, ctx, kind, id, true);
    },
    run: async ({ tx, ctx, target, change }, { force }: ResourceDeletion): Promise<void> => {
      const { id, name, workspaceId } = target.row;
      const agents = await listUses(tx, ctx, kind, id);
      const others = (await kind.referrers?.(tx, id)) ?? [];
      assertUnused(`The ${kind.word} '${name}'`, { agents, others }, force);
      await detach(tx, kind, id, agents);
      await tx.$executeRaw`DELETE FROM ${kind.table} WHERE "id" = ${id}`;
      change.record({ before: { name }, after: { detachedFrom: agents.map((agent) => agent.id) } });
      const data = { kind: kind.name, change: "deleted" };
      await change.emit({ topic: "resources", type: "resource_changed", targetId: id, name, workspaceId, data });
    },
  });
}
