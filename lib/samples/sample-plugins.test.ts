import { expect, test } from "vitest";
import { verdictOf } from "@/lib/packages/plugins/plugin-finding";
import { readPlugin } from "@/lib/packages/plugins/read-plugin";
import { scanPluginFiles } from "@/lib/packages/plugins/scan-plugin";
import { unpackPlugin } from "@/lib/packages/plugins/unpack-plugin";
import { samplePluginSlugs, samplePluginZip } from "./sample-plugins";

test.each(samplePluginSlugs())("%s is a plugin that Muster itself would approve", async (slug) => {
  const files = await unpackPlugin(await samplePluginZip(slug));
  const { manifest, contents, tokenEstimate } = readPlugin(files);
  expect(manifest.slug).toBe(slug);
  expect(contents.skills.length).toBeGreaterThan(0);
  expect(contents.commands.every(({ description }) => description !== "")).toBe(true);
  expect(tokenEstimate).toBeGreaterThan(200);
  const findings = scanPluginFiles(files);
  expect([verdictOf(findings), findings]).toEqual(["safe", []]);
});

test("one of them needs another, which is there", async () => {
  const slugs = samplePluginSlugs();
  expect(slugs).toHaveLength(6);
  const { dependencies } = readPlugin(await unpackPlugin(await samplePluginZip("incident-summary")));
  expect(dependencies).toEqual([{ slug: "log-triage", range: "^1.0.0" }]);
});
