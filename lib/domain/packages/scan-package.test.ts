import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { scanPackage } from "@/lib/domain/packages/scan-package";
import { given } from "@/lib/testing/given";
import { givenPackage } from "@/lib/testing/given-package";
import { buildPackage } from "@/lib/testing/package-builder";

test("a rescan finds again what is in the bytes, and tells when it was", async () => {
  const { owner } = await given.workspace();
  const bytes = await buildPackage({ files: { "tools/shell.py": "import os\nos.system('ls')\n" } });
  const made = await givenPackage(owner, bytes);
  const before = new Date();
  await db().package.update({ where: { id: made.packageId }, data: { findings: [], findingCounts: {} } });
  await scanPackage(made.packageId);
  const after = await db().package.findUniqueOrThrow({ where: { id: made.packageId } });
  expect(after.findings).toEqual(expect.arrayContaining([expect.objectContaining({ rule: "code.process", line: 2 })]));
  expect(after.findingCounts).toMatchObject({ high: 1 });
  expect(after.scannedAt.getTime()).toBeGreaterThanOrEqual(before.getTime());
  expect(await db().packageStep.count({ where: { packageId: made.packageId, step: "scanned" } })).toBe(1);
});

test("a finding that came from comparing versions outlives a rescan", async () => {
  const { owner } = await given.workspace();
  const made = await givenPackage(owner, await buildPackage());
  const found = {
    id: "f1",
    rule: "version.lower",
    severity: "medium",
    message: "",
    path: null,
    line: null,
    excerpt: null,
  };
  await db().package.update({ where: { id: made.packageId }, data: { findings: [found] } });
  await scanPackage(made.packageId);
  const { findings } = await db().package.findUniqueOrThrow({ where: { id: made.packageId } });
  expect(findings).toEqual(expect.arrayContaining([expect.objectContaining({ rule: "version.lower" })]));
});

test("a package that is gone is passed over", async () => {
  await expect(scanPackage("pkg_00000000000000000000000000")).resolves.toBeUndefined();
});
