import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { uploadPlugin } from "@/lib/domain/plugins/upload-plugin";
import { given } from "@/lib/testing/given";
import { installSamplePlugins } from "./install-sample-plugins";
import { samplePluginSlugs, samplePluginZip } from "./sample-plugins";

const serving = () => db().marketplacePlugin.count({ where: { approvedVersionId: { not: null } } });

test("others than instance admins add nothing, not even who may submit", async () => {
  const { owner } = await given.workspace();
  await expect(installSamplePlugins(owner.ctx)).rejects.toMatchObject({ fault: "forbidden" });
  expect(await db().marketplacePlugin.count()).toBe(0);
  expect(await db().auditEvent.count({ where: { action: "plugin.samples_added", outcome: "denied" } })).toBe(1);
});

test("six serve, scanned and approved by who asked; what was there before stays", async () => {
  const admin = await given.outsider({ instanceAdmin: true });
  const { owner } = await given.workspace();
  const waiting = "sql-review";
  await uploadPlugin(owner.ctx, Readable.from([await samplePluginZip(waiting)]));

  const first = await installSamplePlugins(admin.ctx);
  const others = samplePluginSlugs().filter((slug) => slug !== waiting);
  expect(first.filter(({ outcome }) => outcome === "added").map(({ slug }) => slug)).toEqual(others);
  expect(first.filter(({ outcome }) => outcome === "present").map(({ slug }) => slug)).toEqual([waiting]);
  expect(await serving()).toBe(5);
  const where = { status: "approved", reviewedById: admin.id, scans: { some: { verdict: "safe" } } };
  expect(await db().pluginVersion.count({ where })).toBe(5);
  expect(await db().auditEvent.count({ where: { action: "plugin.approved", outcome: "success" } })).toBe(5);
  expect(await db().workspaceEnabledPlugin.count()).toBe(0);
  expect(await db().notification.count({ where: { userId: admin.id } })).toBe(0);

  const again = await installSamplePlugins(admin.ctx);
  expect(again.every(({ outcome }) => outcome === "present")).toBe(true);
  expect(await db().auditEvent.count({ where: { action: "plugin.samples_added", outcome: "success" } })).toBe(1);
});

test("a slug whose version has other content is refused with the reason, the others are added", async () => {
  const admin = await given.outsider({ instanceAdmin: true });
  await db().marketplacePlugin.deleteMany();
  await installSamplePlugins(admin.ctx);
  await db().pluginVersion.updateMany({ where: { plugin: { slug: "log-triage" } }, data: { sha256: "0".repeat(64) } });
  const installed = await installSamplePlugins(admin.ctx);
  expect(installed.find(({ slug }) => slug === "log-triage")).toMatchObject({
    outcome: "refused",
    reason: expect.stringContaining("exists with other content"),
  });
});
