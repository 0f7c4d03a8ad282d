import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import type { Tx } from "@/lib/db";
import { command, type Step, type Target } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { pluginChanged } from "@/lib/domain/plugins/changed-event";
import { type ReceivedPlugin, receiveUpload } from "@/lib/domain/plugins/receive-plugin";
import { noteThread } from "@/lib/domain/threads/note-thread";
import { type PluginVerdict, pluginVerdicts } from "@/lib/packages/plugins/plugin-finding";
import { compareVersions, parseVersion } from "@/lib/packages/version";

export type VersionStatus = "pending" | "approved" | "rejected" | "replaced";
export type UploadedPlugin = {
  pluginId: string;
  scanId: string;
  slug: string;
  name: string;
  version: string;
  existed: boolean;
  status: VersionStatus;
  verdict: PluginVerdict | null;
};

type Existing = { id: string; uploadedById: string | null; pendingVersionId: string | null; highest: string | null };

const key = (version: string) => parseVersion(version) ?? ([0, 0, 0] as const);

/** The plugin of that slug, held; made when there is none yet. */
async function holdPlugin(tx: Tx, ctx: Ctx, { manifest }: ReceivedPlugin): Promise<Existing> {
  const made = randomUUID();
  await tx.$executeRaw`INSERT INTO "MarketplacePlugin" ("id", "slug", "name", "uploadedById")
    VALUES (${made}::uuid, ${manifest.slug}, ${manifest.name}, ${ctx.actor.userId}) ON CONFLICT ("slug") DO NOTHING`;
  const [found] = await tx.$queryRaw<Existing[]>`
    SELECT p."id"::text AS "id", p."uploadedById", p."pendingVersionId"::text AS "pendingVersionId",
      (SELECT v."version" FROM "PluginVersion" v WHERE v."id" = coalesce(p."pendingVersionId", p."approvedVersionId")) AS "highest"
    FROM "MarketplacePlugin" p WHERE p."slug" = ${manifest.slug} FOR NO KEY UPDATE`;
  if (!found) throw new DomainError("conflict", "The plugin was removed at the same moment; try again");
  if (!ctx.actor.instanceAdmin && found.uploadedById !== ctx.actor.userId) {
    throw new DomainError("forbidden", "Only the first uploader and instance admins may upload this plugin");
  }
  return found;
}

async function insertVersion({ tx, ctx }: Step<Target>, pluginId: string, received: ReceivedPlugin): Promise<string> {
  const { manifest, contents, sha256, size, dependencies } = received;
  const id = randomUUID();
  const { name, version, description, long_description: longDescription, tags, author, license, category } = manifest;
  const told = { name, version, description, longDescription, tags, author, license, category };
  await tx.pluginVersion.create({
    data: {
      id,
      pluginId,
      ...told,
      manifest,
      contents,
      tokenEstimate: received.tokenEstimate,
      sha256,
      size,
      status: "pending",
      submittedById: ctx.actor.userId,
      submittedBy: ctx.actor.email,
      workspaceId: ctx.workspaceId,
      dependencies: { create: dependencies },
    },
  });
  return id;
}

const statuses: readonly VersionStatus[] = ["pending", "approved", "rejected", "replaced"];

function stateOf({ status, scans }: { status: string; scans: { verdict: string | null }[] }) {
  const verdict = pluginVerdicts.find((one) => one === scans[0]?.verdict) ?? null;
  return { status: statuses.find((one) => one === status) ?? "replaced", verdict };
}

async function sameVersion(tx: Tx, pluginId: string, { manifest, sha256 }: ReceivedPlugin) {
  const same = await tx.pluginVersion.findUnique({
    where: { pluginId_version: { pluginId, version: manifest.version } },
    include: { scans: { orderBy: { createdAt: "desc" }, take: 1, select: { id: true, verdict: true } } },
  });
  if (same && same.sha256 !== sha256) {
    throw new DomainError(
      "version_taken",
      `Version ${manifest.version} of '${manifest.slug}' exists with other content`,
    );
  }
  return same;
}

function workspaceTarget(_tx: unknown, ctx: Ctx): Target {
  const { workspaceId } = ctx;
  return { subject: { workspaceId }, audit: { type: "plugin", id: "", name: "", workspaceId } };
}

/** Stores a received plugin as the pending version of its slug; the same bytes again change nothing. */
const storePlugin = command({
  permission: "packages.submit",
  audit: "plugin.uploaded",
  target: (tx: unknown, ctx: Ctx, _where: object) => workspaceTarget(tx, ctx),
  run: async (step, { received }: { received: ReceivedPlugin }): Promise<UploadedPlugin> => {
    const { tx, ctx, change } = step;
    const { slug, name, version } = received.manifest;
    const plugin = await holdPlugin(tx, ctx, received);
    const same = await sameVersion(tx, plugin.id, received);
    if (same) {
      change.nothing();
      return {
        pluginId: plugin.id,
        scanId: same.scans[0]?.id ?? "",
        slug,
        name,
        version,
        existed: true,
        ...stateOf(same),
      };
    }
    if (plugin.highest !== null && compareVersions(key(version), key(plugin.highest)) <= 0) {
      throw new DomainError("not_possible", `Version ${version} is not above ${plugin.highest}`);
    }
    const versionId = await insertVersion(step, plugin.id, received);
    if (plugin.pendingVersionId) {
      await tx.pluginVersion.update({ where: { id: plugin.pendingVersionId }, data: { status: "replaced" } });
    }
    await tx.$executeRaw`UPDATE "MarketplacePlugin" SET "pendingVersionId" = ${versionId}::uuid, "updatedAt" = now(), "rev" = "rev" + 1,
      "name" = CASE WHEN "approvedVersionId" IS NULL THEN ${name} ELSE "name" END WHERE "id" = ${plugin.id}::uuid`;
    await noteThread(tx, ctx, { pluginVersionId: versionId }, { kind: "submit", body: `Version ${version}` });
    const scanId = randomUUID();
    await tx.pluginScan.create({ data: { id: scanId, versionId } });
    await change.enqueue({ task: "scan_plugin", payload: { scanId }, key: `scan_plugin:${scanId}` });
    await change.emit(pluginChanged(plugin.id, slug, "uploaded"));
    change.target({ type: "plugin", id: plugin.id, name: slug, workspaceId: ctx.workspaceId });
    change.record({ after: { version, sha256: received.sha256 } });
    return { pluginId: plugin.id, scanId, slug, name, version, existed: false, status: "pending", verdict: null };
  },
});

/** Asks beforehand whether the caller may upload plugins. Its permission goes to the document. */
export const submitPlugin = storePlugin;

/**
 * Reads an upload and stores it. Throws `package_refused`, `unsupported_media_type`, `too_large`, `forbidden` for the slug
 * of somebody else, `version_taken`, `not_possible` for a version that is not higher.
 */
export async function uploadPlugin(ctx: Ctx, stream: Readable): Promise<UploadedPlugin> {
  const received = await receiveUpload(ctx.actor.userId, stream);
  return storePlugin(ctx, { received });
}
