import type { Tx } from "@/lib/db";
import { assertUsable } from "@/lib/domain/agent-plugins/access";
import { lockAgent } from "@/lib/domain/agents/access";
import { type AgentRef, assertDraft } from "@/lib/domain/agents/rules";
import { touchAgent } from "@/lib/domain/assignments/attach-resource";
import { sameOrder, withoutRepeats } from "@/lib/domain/assignments/rules";
import { command } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { attachOnly } from "@/lib/domain/versions/access";

type Where = { agent: AgentRef; pluginIds?: string[] };

/**
 * Holds the plugins before the agent, as disabling and deactivating do: whoever takes a plugin away then finds every agent
 * that got it.
 */
async function lockBoth(tx: Tx, ctx: Ctx, { agent, pluginIds = [] }: Where) {
  if (pluginIds.length > 0)
    await tx.$queryRaw`SELECT 1 FROM "MarketplacePlugin" WHERE "id" = ANY(${pluginIds}::uuid[]) ORDER BY "id" FOR SHARE`;
  return lockAgent(tx, ctx, agent);
}

/**
 * Replaces all plugins of a draft by these, in this order; repeats are dropped. Gives what is stored now. Throws
 * `not_possible` naming those that are not enabled for the agent's workspace, `agent_live`, `system_agent`.
 */
export const replacePlugins = command({
  permission: "agents.edit",
  audit: "agent.plugins_replaced",
  target: lockBoth,
  run: async ({ tx, target, change }, { pluginIds: given }: Where & { pluginIds: string[] }) => {
    const { id, name, number, workspaceId } = target;
    const pluginIds = withoutRepeats(given);
    await assertUsable(tx, workspaceId, pluginIds);
    assertDraft(target);
    const rows = await tx.agentPlugin.findMany({ where: { agentId: id }, orderBy: { priority: "asc" } });
    const before = rows.map((row) => row.pluginId);
    if (sameOrder(before, pluginIds)) {
      change.nothing();
      return { number, pluginIds };
    }
    await attachOnly(tx, "plugins", id, pluginIds);
    await touchAgent(tx, id);
    change.record({ before: { pluginIds: before }, after: { pluginIds } });
    const data = { fields: ["plugins"] };
    await change.emit({ topic: "agents", type: "agent_updated", targetId: id, name, number, workspaceId, data });
    return { number, pluginIds };
  },
});
