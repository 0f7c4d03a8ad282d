import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { dataPath } from "@/lib/env";
import { storedFiles } from "@/lib/testing/stored-files";
import { seedDemo } from "@/prisma/seed";

const countBy = async (column: "reviewStatus" | "hosting" | "lifecycleState") =>
  Object.fromEntries(
    (await db().agent.groupBy({ by: [column], _count: true })).map((row) => [row[column], row._count]),
  );

test("the demo has 200 agents in every state, few of them to be loaded, and is made once unless forced", async () => {
  expect(dataPath()).not.toBe("data");
  const lines = await seedDemo({ force: false });
  expect(lines[0]).toContain("200 agents");
  expect(lines.join("\n")).toContain("ada@example.com");

  expect(Object.keys(await countBy("reviewStatus")).sort()).toEqual(["ACTIVE", "DISABLED", "PENDING", "REJECTED"]);
  expect(Object.keys(await countBy("hosting")).sort()).toEqual(["container", "integrated"]);
  expect(Object.keys(await countBy("lifecycleState")).sort()).toEqual(["draft", "live"]);
  expect(await db().agent.count({ where: { deletedAt: { not: null } } })).toBeGreaterThan(10);
  const toLoad = await db().runtime.count({ where: { driver: "loader", desiredState: "running" } });
  expect(toLoad).toBe(8);
  expect(await db().runtime.count({ where: { driver: "parked" } })).toBe(0);

  const packages = await db().package.findMany({ select: { sha256: true, submittedAt: true } });
  const stored = (await storedFiles()).join("\n");
  expect(packages.filter(({ sha256 }) => !stored.includes(sha256))).toEqual([]);
  expect(packages.filter(({ submittedAt }) => submittedAt > new Date())).toEqual([]);
  expect(await db().session.count()).toBe(0);
  const enabled = await db().workspaceEnabledPlugin.findMany({ select: { plugin: { select: { slug: true } } } });
  expect(enabled.map(({ plugin }) => plugin.slug).sort()).toEqual(["incident-summary", "log-triage"]);
  expect(
    await db().marketplacePlugin.count({ where: { approvedVersion: { scans: { some: { verdict: "safe" } } } } }),
  ).toBe(6);

  expect((await seedDemo({ force: false }))[0]).toContain("there already");
  expect(await db().agent.count()).toBe(200);
}, 180_000);
