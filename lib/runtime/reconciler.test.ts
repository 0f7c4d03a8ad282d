import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { registerSupervisor } from "@/lib/domain/supervisors/register-supervisor";
import { createAgentLogs } from "@/lib/runtime/agent-logs";
import { given } from "@/lib/testing/given";
import { givenPackage } from "@/lib/testing/given-package";
import { buildPackage } from "@/lib/testing/package-builder";
import { findPythons } from "./find-python";
import { temporaryFolder } from "./given-agent";
import { installFromStore } from "./install-from-store";
import { detectIsolation } from "./isolation";
import { createReconciler } from "./reconciler";

const folder = temporaryFolder();
const logs = createAgentLogs(join(folder, "logs"));
const isolation = await detectIsolation([]);
const pythons = await findPythons();
const address = {
  url: "http://127.0.0.1:1",
  secret: "none",
  driver: "process",
  isolation: isolation.mode,
  machine: "reconciler.test",
};
const reconciler = createReconciler({
  supervisorId: await registerSupervisor(address),
  isolation,
  logs,
  memoryBytes: 512 * 1024 * 1024,
  install: installFromStore({ isolation, pythons }),
  forward: async () => undefined,
});
afterAll(async () => {
  await reconciler.close();
  await logs.close();
  rmSync(folder, { recursive: true, force: true });
});

const wish = (agentId: string, packageId: string | null) =>
  db().runtime.update({
    where: { agentId },
    data: { desiredState: packageId ? "running" : "stopped", desiredPackageId: packageId },
  });

async function givenTwoVersions() {
  const { owner } = await given.workspace();
  const versions = ["0.1.0", "0.2.0"].map((version) => buildPackage({ name: "calc", version }));
  const [first, second] = await Promise.all(versions);
  if (!first || !second) throw new Error("two packages are needed");
  const { agentId, packageId } = await givenPackage(owner, first, "approved");
  const next = await givenPackage(owner, second, "approved", agentId);
  // Both are installed then, so that loading begins at once.
  for (const wanted of [next.packageId, packageId]) {
    await wish(agentId, wanted);
    await reconciler.reconcile(agentId);
  }
  return { agentId, old: packageId, next: next.packageId };
}

async function expectRunning(agentId: string, packageId: string): Promise<void> {
  const runtime = await db().runtime.findUniqueOrThrow({ where: { agentId } });
  expect(runtime).toMatchObject({ loadedPackageId: packageId, observedState: "running" });
  expect(reconciler.loaded.state(agentId)).toMatchObject({ status: "running", packageId });
}

test("a job and the supervisor's own look at the same moment are one load, not two that cut each other short", async () => {
  const { agentId, old, next } = await givenTwoVersions();
  await wish(agentId, next);
  for (let round = 0; round < 5; round++) {
    await reconciler.loaded.unload(agentId);
    // What would run instead, if the new version did not load.
    await db().agent.update({ where: { id: agentId }, data: { runningPackageId: old } });
    await Promise.all([reconciler.reconcile(agentId), reconciler.reconcile(agentId)]);
    await expectRunning(agentId, next);
  }
});

test("switched off and on again with a new version at the same time, the new version runs in the end", async () => {
  const { agentId, next } = await givenTwoVersions();
  await wish(agentId, null);
  const off = reconciler.reconcile(agentId);
  const on = wish(agentId, next).then(() => reconciler.reconcile(agentId));
  await Promise.all([off, on]);
  await expectRunning(agentId, next);
});

test("what runs here and is not noted, is noted when it is looked at again", async () => {
  const { owner } = await given.workspace();
  const { agentId, packageId } = await givenPackage(owner, await buildPackage({ name: "calc" }), "approved");
  await reconciler.reconcile(agentId);
  const pid = reconciler.loaded.state(agentId)?.pid;
  await db().runtime.update({ where: { agentId }, data: { observedState: "stopped", loadedPackageId: null } });
  await reconciler.reconcile(agentId);
  const runtime = await db().runtime.findUniqueOrThrow({ where: { agentId } });
  expect(runtime).toMatchObject({ loadedPackageId: packageId, observedState: "running" });
  expect(reconciler.loaded.state(agentId)?.pid).toBe(pid);
});
