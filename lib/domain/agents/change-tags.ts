import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import { type AgentRef, assertTagRoom } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";

type Input = { agent: AgentRef; tags: readonly string[] };
export type Tagged = { name: string; tags: string[]; changed: boolean };

async function tagsOf({ tx, target }: Step<AgentTarget>): Promise<string[]> {
  const rows = await tx.agentTag.findMany({ where: { agentId: target.id }, select: { name: true } });
  return rows.map((row) => row.name).sort();
}

async function announce({ tx, target, change }: Step<AgentTarget>, before: string[], after: string[]): Promise<Tagged> {
  const { id, name, number, workspaceId } = target;
  await tx.$executeRaw`
    UPDATE "Agent" SET "updatedAt" = clock_timestamp(), "rev" = "rev" + 1 WHERE "id" = ${id}`;
  change.record({ before: { tags: before }, after: { tags: after } });
  await change.emit({
    topic: "agents",
    type: "agent_updated",
    targetId: id,
    name,
    number,
    workspaceId,
    data: { fields: ["tags"], tags: after },
  });
  return { name, tags: after, changed: true };
}

/** Adds tags that the agent does not have yet; where it has all of them, nothing is changed or audited. Throws `invalid` beyond 100. */
export const addTags = command({
  permission: "agents.edit",
  audit: "agent.tagged",
  target: (tx, ctx, { agent }: Input) => lockAgent(tx, ctx, agent),
  run: async (step: Step<AgentTarget>, { tags }: Input): Promise<Tagged> => {
    const { tx, target, change } = step;
    const before = await tagsOf(step);
    const after = [...new Set([...before, ...tags])].sort();
    if (after.length === before.length) {
      change.nothing();
      return { name: target.name, tags: before, changed: false };
    }
    assertTagRoom(target.name, after.length);
    const added = after.filter((tag) => !before.includes(tag));
    await tx.agentTag.createMany({ data: added.map((name) => ({ agentId: target.id, name })) });
    return announce(step, before, after);
  },
});

/** Takes tags from an agent; those that it does not have are passed over. */
export const removeTags = command({
  permission: "agents.edit",
  audit: "agent.untagged",
  target: (tx, ctx, { agent }: Input) => lockAgent(tx, ctx, agent),
  run: async (step: Step<AgentTarget>, { tags }: Input): Promise<Tagged> => {
    const { tx, target, change } = step;
    const before = await tagsOf(step);
    const after = before.filter((tag) => !tags.includes(tag));
    if (after.length === before.length) {
      change.nothing();
      return { name: target.name, tags: before, changed: false };
    }
    await tx.agentTag.deleteMany({ where: { agentId: target.id, name: { in: [...tags] } } });
    return announce(step, before, after);
  },
});

/** Gives an agent exactly these tags. Throws `invalid` beyond 100. */
export const replaceTags = command({
  permission: "agents.edit",
  audit: "agent.tagged",
  target: (tx, ctx, { agent }: Input) => lockAgent(tx, ctx, agent),
  run: async (step: Step<AgentTarget>, { tags }: Input): Promise<Tagged> => {
    const { tx, target, change } = step;
    const before = await tagsOf(step);
    const after = [...new Set(tags)].sort();
    assertTagRoom(target.name, after.length);
    if (after.join() === before.join()) {
      change.nothing();
      return { name: target.name, tags: before, changed: false };
    }
    await tx.agentTag.deleteMany({ where: { agentId: target.id } });
    await tx.agentTag.createMany({ data: after.map((name) => ({ agentId: target.id, name })) });
    return announce(step, before, after);
  },
});
