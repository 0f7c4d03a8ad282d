import { randomUUID } from "node:crypto";
import type { Tx } from "@/lib/db";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { agentsUsing, lockPlugin, type PluginTarget, unassignPlugins } from "@/lib/domain/plugins/access";
import { pluginChanged } from "@/lib/domain/plugins/changed-event";
import { noteThread, type Remark } from "@/lib/domain/threads/note-thread";

type Where = { pluginId: string };
/** What the reviewer read, where they say so, and what they remark about places in it. */
type Reading = Where & { version?: string; sha256?: string; remarks?: readonly Remark[] };
export type DecidedPlugin = { pluginId: string; name: string };

const target = (tx: Tx, _ctx: Ctx, { pluginId }: Where) => lockPlugin(tx, pluginId);
const administered = { permission: "instance.administer", target } as const;
const decidedNow = (ctx: Ctx) => ({ reviewedById: ctx.actor.userId, reviewedAt: new Date() });

async function newestScan(tx: Tx, versionId: string) {
  return tx.pluginScan.findFirst({ where: { versionId }, orderBy: [{ createdAt: "desc" }, { id: "desc" }] });
}

const auditOf = ({ id, slug }: { id: string; slug: string }) => ({ type: "plugin", id, name: slug, workspaceId: null });

/** Why nothing can be decided; who read a certain version learns that it was decided meanwhile. */
function nothingWaits({ version }: Reading, otherwise: string): DomainError {
  if (version === undefined) return new DomainError("not_possible", otherwise);
  return new DomainError("state_changed", `Version ${version} waits no more: it was decided on meanwhile`);
}

function assertRead({ version, sha256 }: { version: string; sha256: string }, read: Reading): void {
  if ((read.version ?? version) === version && (read.sha256 ?? sha256) === sha256) return;
  const message = `The pending version is ${version} with sha256 ${sha256}; review that one`;
  throw new DomainError("package_changed", message, { facts: { version, sha256 } });
}

async function tellUploader({ ctx, change, target: { plugin } }: Step<PluginTarget>, what: string): Promise<void> {
  const to = plugin.pendingVersion?.submittedById;
  if (!to || to === ctx.actor.userId) return;
  const title = `Your plugin ${plugin.pendingVersion?.name} ${plugin.pendingVersion?.version} was ${what}`;
  await change.notify([to], {
    kind: "plugin_reviewed",
    title,
    link: `/plugins/${plugin.id}`,
    target: auditOf(plugin),
  });
}

/**
 * Lets the pending version serve. Throws `not_possible` when none waits or its scan blocks it, `state_changed` while the
 * scan runs, `package_changed` when the bytes are not those that were read.
 */
export const approvePlugin = command({
  ...administered,
  audit: "plugin.approved",
  run: async (step: Step<PluginTarget>, read: Reading & { body?: string }): Promise<DecidedPlugin> => {
    const { tx, ctx, change } = step;
    const { plugin } = step.target;
    const pending = plugin.pendingVersion;
    if (!pending) throw nothingWaits(read, "Plugin is already approved");
    const scan = await newestScan(tx, pending.id);
    if (!scan || scan.status === "pending")
      throw new DomainError("state_changed", "The security scan is still running");
    assertRead(pending, read);
    if (scan.verdict === "blocked") throw new DomainError("not_possible", "Plugin is blocked by its security scan");
    if (plugin.approvedVersion) {
      await tx.pluginVersion.update({ where: { id: plugin.approvedVersion.id }, data: { status: "replaced" } });
    }
    await tx.pluginVersion.update({ where: { id: pending.id }, data: { status: "approved", ...decidedNow(ctx) } });
    const served = { approvedVersionId: pending.id, pendingVersionId: null, name: pending.name };
    await tx.marketplacePlugin.update({
      where: { id: plugin.id },
      data: { ...served, updatedAt: new Date(), rev: { increment: 1 } },
    });
    const about = { pluginVersionId: pending.id };
    await noteThread(tx, ctx, about, { kind: "approve", body: read.body ?? "" }, read.remarks);
    await tellUploader(step, "approved");
    change.record({
      before: { version: plugin.approvedVersion?.version ?? null },
      after: { version: pending.version, sha256: pending.sha256 },
    });
    await change.emit(pluginChanged(plugin.id, plugin.slug, "approved"));
    return { pluginId: plugin.id, name: pending.name };
  },
});

/**
 * Refuses the pending version; the approved one, if any, keeps serving. Throws `not_possible` when none waits,
 * `package_changed` when it is not the one that was read.
 */
export const rejectPlugin = command({
  ...administered,
  audit: "plugin.rejected",
  run: async (step: Step<PluginTarget>, read: Reading & { reason: string }): Promise<DecidedPlugin> => {
    const { tx, ctx, change } = step;
    const { reason } = read;
    const { plugin } = step.target;
    const pending = plugin.pendingVersion;
    if (!pending) throw nothingWaits(read, "Plugin has no pending version");
    assertRead(pending, read);
    await tx.pluginVersion.update({
      where: { id: pending.id },
      data: { status: "rejected", reason, ...decidedNow(ctx) },
    });
    await tx.marketplacePlugin.update({
      where: { id: plugin.id },
      data: { pendingVersionId: null, updatedAt: new Date(), rev: { increment: 1 } },
    });
    await noteThread(tx, ctx, { pluginVersionId: pending.id }, { kind: "decline", body: reason }, read.remarks);
    await tellUploader(step, "rejected");
    change.record({ after: { version: pending.version, reason } });
    await change.emit(pluginChanged(plugin.id, plugin.slug, "rejected"));
    return { pluginId: plugin.id, name: pending.name };
  },
});

/** Scans the pending version anew, else the one that serves. Throws `not_found` where there is neither. */
export const rescanPlugin = command({
  ...administered,
  audit: "plugin.rescanned",
  run: async ({ tx, change, target: { plugin } }: Step<PluginTarget>, _where: Where): Promise<{ scanId: string }> => {
    const version = plugin.pendingVersion ?? plugin.approvedVersion;
    if (!version) throw new DomainError("not_found", "No scan found");
    const scanId = randomUUID();
    await tx.pluginScan.create({ data: { id: scanId, versionId: version.id } });
    await change.enqueue({ task: "scan_plugin", payload: { scanId }, key: `scan_plugin:${scanId}` });
    change.record({ after: { version: version.version } });
    return { scanId };
  },
});

export type Deactivated = DecidedPlugin & { workspacesAffected: number; agentsAffected: number };

/**
 * Hides a plugin, disables it everywhere and takes it from all agents; again, it changes nothing. `dryRun` counts what it
 * would take, and changes nothing either.
 */
export const deactivatePlugin = command({
  ...administered,
  audit: "plugin.deactivated",
  run: async (
    { tx, change, target: { plugin } }: Step<PluginTarget>,
    { dryRun = false }: Where & { dryRun?: boolean },
  ): Promise<Deactivated> => {
    const { id: pluginId, name } = plugin;
    if (!plugin.active) {
      change.nothing();
      return { pluginId, name, workspacesAffected: 0, agentsAffected: 0 };
    }
    if (dryRun) {
      change.nothing();
      const workspacesAffected = await tx.workspaceEnabledPlugin.count({ where: { pluginId } });
      const agentsAffected = (await agentsUsing(tx, [pluginId], null)).length;
      return { pluginId, name, workspacesAffected, agentsAffected };
    }
    const agentsAffected = await unassignPlugins(tx, [pluginId], null);
    const { count: workspacesAffected } = await tx.workspaceEnabledPlugin.deleteMany({ where: { pluginId } });
    await tx.marketplacePlugin.update({
      where: { id: pluginId },
      data: { active: false, enableCount: 0, updatedAt: new Date(), rev: { increment: 1 } },
    });
    change.record({ after: { workspacesAffected, agentsAffected } });
    await change.emit(pluginChanged(pluginId, plugin.slug, "deactivated"));
    return { pluginId, name, workspacesAffected, agentsAffected };
  },
});

/** Shows a plugin again; workspaces enable it anew. Again, it changes nothing. */
export const activatePlugin = command({
  ...administered,
  audit: "plugin.activated",
  run: async ({ tx, change, target: { plugin } }: Step<PluginTarget>, _where: Where): Promise<DecidedPlugin> => {
    const { id: pluginId, name } = plugin;
    if (plugin.active) change.nothing();
    else {
      await tx.marketplacePlugin.update({
        where: { id: pluginId },
        data: { active: true, updatedAt: new Date(), rev: { increment: 1 } },
      });
      await change.emit(pluginChanged(pluginId, plugin.slug, "activated"));
    }
    return { pluginId, name };
  },
});
