import { Readable } from "node:stream";
import { command } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { approvePlugin } from "@/lib/domain/plugins/decide-plugin";
import { scanPlugin } from "@/lib/domain/plugins/scan-plugin";
import { uploadPlugin } from "@/lib/domain/plugins/upload-plugin";
import { samplePluginSlugs, samplePluginZip } from "./sample-plugins";

/** What became of one sample: `present` is one whose version was uploaded before, `refused` says why. */
export type InstalledSample = { slug: string; outcome: "added" | "present" | "refused"; reason: string | null };

/** Asks beforehand who may, and leaves the trace of what was added. */
export const recordSamples = command({
  permission: "instance.administer",
  audit: "plugin.samples_added",
  target: (_tx, _ctx, _where: object) => ({
    subject: { workspaceId: null },
    audit: { type: "plugin", id: "", name: "samples", workspaceId: null },
  }),
  run: async ({ change }, { slugs }: { slugs: readonly string[] }): Promise<void> => {
    if (slugs.length === 0) change.nothing();
    change.record({ after: { slugs } });
  },
});

async function install(ctx: Ctx, slug: string): Promise<InstalledSample> {
  const { pluginId, scanId, existed } = await uploadPlugin(ctx, Readable.from([await samplePluginZip(slug)]));
  if (existed) return { slug, outcome: "present", reason: null };
  await scanPlugin(scanId);
  await approvePlugin(ctx, { pluginId });
  return { slug, outcome: "added", reason: null };
}

function refused(slug: string, error: unknown): InstalledSample {
  if (!(error instanceof DomainError) || error.fault === "internal") throw error;
  return { slug, outcome: "refused", reason: error.message };
}

/**
 * Adds Muster's own plugins to the marketplace as the instance admin who asks: uploaded, scanned and approved by the ways of
 * every other plugin, enabled nowhere. What is there stays as it is. Throws `forbidden` for others, before anything is added.
 */
export async function installSamplePlugins(ctx: Ctx): Promise<InstalledSample[]> {
  await recordSamples.authorize(ctx, {});
  const installed: InstalledSample[] = [];
  for (const slug of samplePluginSlugs()) {
    installed.push(await install(ctx, slug).catch((error: unknown) => refused(slug, error)));
  }
  await recordSamples(ctx, { slugs: installed.flatMap(({ slug, outcome }) => (outcome === "added" ? [slug] : [])) });
  return installed;
}
