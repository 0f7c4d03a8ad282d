import { randomUUID } from "node:crypto";
import { db } from "@/lib/db";
import { receivePlugin } from "@/lib/domain/plugins/receive-plugin";
import { riskScore, verdictOf } from "@/lib/packages/plugins/plugin-finding";
import { scanPluginFiles } from "@/lib/packages/plugins/scan-plugin";
import { unpackPlugin } from "@/lib/packages/plugins/unpack-plugin";
import { samplePluginSlugs, samplePluginZip } from "@/lib/samples/sample-plugins";

/** One of Muster's own plugins as an approved one of the marketplace; gives its id. One that is there stays as it is. */
async function seedPlugin(slug: string): Promise<string> {
  const present = await db().marketplacePlugin.findUnique({ where: { slug }, select: { id: true } });
  if (present) return present.id;
  const zip = await samplePluginZip(slug);
  const { manifest, contents, dependencies, sha256, size, tokenEstimate } = await receivePlugin(zip);
  const findings = scanPluginFiles(await unpackPlugin(zip));
  const [pluginId, versionId] = [randomUUID(), randomUUID()];
  const { name, version, description, long_description: longDescription, tags, author, license, category } = manifest;
  const told = { name, version, description, longDescription, tags, author, license, category };
  const scan = {
    id: randomUUID(),
    status: "completed",
    findings,
    riskScore: riskScore(findings),
    verdict: verdictOf(findings),
  };
  await db().$transaction(async (tx) => {
    await tx.marketplacePlugin.create({ data: { id: pluginId, slug, name, featured: true } });
    const read = { manifest, contents, tokenEstimate, sha256, size, status: "approved", submittedBy: "Muster" };
    const rows = { dependencies: { create: dependencies }, scans: { create: { ...scan, scannedAt: new Date() } } };
    await tx.pluginVersion.create({ data: { id: versionId, pluginId, ...told, ...read, ...rows } });
    await tx.marketplacePlugin.update({ where: { id: pluginId }, data: { approvedVersionId: versionId } });
  });
  return pluginId;
}

/** Fills the marketplace with Muster's own plugins, and enables two of them, one of which needs the other. */
export async function seedPlugins(workspaceId: string): Promise<number> {
  const slugs = samplePluginSlugs();
  const ids = new Map<string, string>();
  for (const slug of slugs) ids.set(slug, await seedPlugin(slug));
  const enabled = ["log-triage", "incident-summary"].flatMap((slug) => ids.get(slug) ?? []);
  await db().workspaceEnabledPlugin.createMany({ data: enabled.map((pluginId) => ({ workspaceId, pluginId })) });
  await db().marketplacePlugin.updateMany({ where: { id: { in: enabled } }, data: { enableCount: { increment: 1 } } });
  return slugs.length;
}
