import { doerOf, insertAudit } from "@/lib/domain/change";
import { command } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { agentsUsing, loadEnabled, lockPluginsOf, type UsingAgent, unassignPlugins } from "@/lib/domain/plugins/access";
import { pluginChanged } from "@/lib/domain/plugins/changed-event";
import { allRequiredBy, requiredBy } from "@/lib/domain/plugins/rules";
import type { Reader } from "@/lib/domain/query";

export type DisableResult = {
  pluginId: string;
  workspaceId: string;
  agentsUnassigned: number;
  alsoDisabled: string[];
  /** Which agents lose a plugin; told by a dry run alone. */
  agents?: UsingAgent[];
};
type Request = { pluginId: string; cascade?: boolean; dryRun?: boolean };

/**
 * Disables a plugin in the workspace of the request and takes it from its agents. Throws `not_found` when it is not
 * enabled, and `in_use` when others need it, unless `cascade`: then they go too. `dryRun` tells what would be, with the
 * agents, and changes nothing.
 */
export const disablePlugin = command({
  permission: "workspace.administer",
  audit: "plugin.disabled",
  target: (tx: Reader, ctx: Ctx, _where: object) => lockPluginsOf(tx, ctx),
  run: async (
    { tx, ctx, target, change },
    { pluginId, cascade = false, dryRun = false }: Request,
  ): Promise<DisableResult> => {
    const { workspaceId } = target;
    const enabled = await loadEnabled(tx, workspaceId);
    const plugin = enabled.find(({ id }) => id === pluginId);
    if (!plugin) throw new DomainError("not_found", "Plugin is not enabled for this workspace");
    const needing = requiredBy(plugin.slug, enabled);
    if (needing.length > 0 && !cascade) throw new DomainError("in_use", `Required by: ${needing.join(", ")}`);
    const alsoDisabled = allRequiredBy(plugin.slug, enabled);
    const others = enabled.filter(({ slug }) => alsoDisabled.includes(slug));
    const ids = [pluginId, ...others.map(({ id }) => id)].sort();
    if (dryRun) {
      change.nothing();
      const agents = await agentsUsing(tx, ids, workspaceId);
      return { pluginId, workspaceId, agentsUnassigned: agents.length, alsoDisabled, agents };
    }
    await tx.$queryRaw`SELECT 1 FROM "MarketplacePlugin" WHERE "id" = ANY(${ids}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
    const agentsUnassigned = await unassignPlugins(tx, ids, workspaceId);
    await tx.workspaceEnabledPlugin.deleteMany({ where: { workspaceId, pluginId: { in: ids } } });
    await tx.marketplacePlugin.updateMany({ where: { id: { in: ids } }, data: { enableCount: { decrement: 1 } } });
    const about = (id: string, name: string) => ({ type: "plugin", id, name, workspaceId });
    for (const { id, slug } of others) {
      const after = { reason: "cascade", with: plugin.slug };
      await insertAudit(tx, doerOf(ctx), { action: "plugin.disabled", target: about(id, slug), after });
    }
    change.target(about(pluginId, plugin.slug));
    change.record({ after: { agentsUnassigned, alsoDisabled } });
    await change.emit(pluginChanged(pluginId, plugin.slug, "disabled", workspaceId));
    return { pluginId, workspaceId, agentsUnassigned, alsoDisabled };
  },
});
