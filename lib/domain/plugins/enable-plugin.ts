import { doerOf, insertAudit } from "@/lib/domain/change";
import { command } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { type CatalogueNode, loadCatalogue, loadEnabled, lockPluginsOf } from "@/lib/domain/plugins/access";
import { pluginChanged } from "@/lib/domain/plugins/changed-event";
import { closureOf } from "@/lib/domain/plugins/rules";
import type { Reader } from "@/lib/domain/query";

export type Enabled = { id: string; slug: string; version: string; reason: "dependency" | "requested" };
export type EnableResult = {
  pluginId: string;
  name: string;
  workspaceId: string;
  enabled: Enabled[];
  alreadyEnabled: string[];
};

function unusable(): DomainError {
  return new DomainError("not_found", "Plugin not found or not approved");
}

async function slugOf(tx: Reader, pluginId: string): Promise<string> {
  const found = await tx.marketplacePlugin.findUnique({ where: { id: pluginId }, select: { slug: true } });
  if (!found) throw unusable();
  return found.slug;
}

/** The closure of a plugin, its rows held so that no decision about one of them comes in between. */
async function heldClosure(tx: Reader, slug: string): Promise<CatalogueNode[]> {
  const before = await loadCatalogue(tx, slug);
  const ids = [...before.values()].map(({ id }) => id);
  await tx.$queryRaw`SELECT 1 FROM "MarketplacePlugin" WHERE "id" = ANY(${ids}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
  const catalogue = await loadCatalogue(tx, slug);
  const root = catalogue.get(slug);
  if (!root?.active || root.version === null) throw unusable();
  const closure = closureOf(catalogue, root);
  if ("refusal" in closure) throw new DomainError("not_possible", closure.refusal);
  return closure.plugins;
}

/**
 * Enables a plugin and everything that it needs in the workspace of the request, in one transaction; `dryRun` only says
 * what would happen. Throws `not_found`, `conflict` when it is enabled, `not_possible` for missing, circular or too many dependencies.
 */
export const enablePlugin = command({
  permission: "workspace.administer",
  audit: "plugin.enabled",
  target: (tx: Reader, ctx: Ctx, _where: object) => lockPluginsOf(tx, ctx),
  run: async (
    { tx, ctx, target, change },
    { pluginId, dryRun = false }: { pluginId: string; dryRun?: boolean },
  ): Promise<EnableResult> => {
    const { workspaceId } = target;
    const slug = await slugOf(tx, pluginId);
    const present = new Set((await loadEnabled(tx, workspaceId)).map((plugin) => plugin.slug));
    if (present.has(slug)) throw new DomainError("conflict", "Plugin is already enabled for this workspace");
    const closure = await heldClosure(tx, slug);
    const added = closure.filter((plugin) => !present.has(plugin.slug));
    const enabled = added.map(({ id, slug: own, version }): Enabled => {
      return { id, slug: own, version: version ?? "", reason: own === slug ? "requested" : "dependency" };
    });
    const alreadyEnabled = closure
      .filter((plugin) => present.has(plugin.slug))
      .map((plugin) => plugin.slug)
      .sort();
    const name = closure.find((plugin) => plugin.slug === slug)?.name ?? slug;
    if (dryRun) change.nothing();
    else {
      const ids = enabled.map(({ id }) => id);
      const data = ids.map((id) => ({ workspaceId, pluginId: id, enabledById: ctx.actor.userId }));
      await tx.workspaceEnabledPlugin.createMany({ data });
      await tx.marketplacePlugin.updateMany({ where: { id: { in: ids } }, data: { enableCount: { increment: 1 } } });
      for (const { id, slug: own, version, reason } of enabled) {
        const about = { type: "plugin", id, name: own, workspaceId };
        const after = { version, reason };
        if (reason === "dependency")
          await insertAudit(tx, doerOf(ctx), { action: "plugin.enabled", target: about, after });
        else change.target(about);
        if (reason === "requested") change.record({ after });
      }
      await change.emit(pluginChanged(pluginId, slug, "enabled", workspaceId));
    }
    return { pluginId, name, workspaceId, enabled, alreadyEnabled };
  },
});
