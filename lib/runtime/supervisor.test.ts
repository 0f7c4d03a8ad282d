import { afterAll, beforeAll, expect, test } from "vitest";
import { callAgentTool, listTools } from "@/lib/contracts/console/endpoints/runtime";
import { db } from "@/lib/db";
import { insertJob } from "@/lib/domain/change";
import { agentsToLoad } from "@/lib/domain/runtimes/queries";
import { runSupervisor, type Supervisor } from "@/lib/runtime/supervisor";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";
import { givenPackage } from "@/lib/testing/given-package";
import { buildPackage } from "@/lib/testing/package-builder";

let supervisor: Supervisor;

beforeAll(async () => {
  supervisor = await runSupervisor(() => undefined);
}, 30_000);
afterAll(async () => {
  await supervisor.stop();
});

const askToLoad = (agentId: string) =>
  insertJob(db(), { task: "load_agent", payload: { agentId }, key: `load:${agentId}` });

async function until<T>(what: () => Promise<T | null | undefined | false>, ms = 15_000): Promise<T> {
  const late = Date.now() + ms;
  for (;;) {
    const found = await what();
    if (found) return found;
    if (Date.now() > late) throw new Error("it did not happen in time");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const runtimeOf = (agentId: string) => db().runtime.findUniqueOrThrow({ where: { agentId } });
const loadedAs = (agentId: string, packageId: string) =>
  until(async () => {
    const runtime = await runtimeOf(agentId);
    return runtime.observedState === "running" && runtime.loadedPackageId === packageId && runtime;
  });

test("an approved package is installed, loaded, and its tool answers", async () => {
  const { owner } = await given.workspace();
  const made = await givenPackage(owner, await buildPackage({ name: "calc" }), "approved");
  await askToLoad(made.agentId);
  await loadedAs(made.agentId, made.packageId);
  const agent = await db().agent.findUniqueOrThrow({ where: { id: made.agentId } });
  expect(agent.runningPackageId).toBe(made.packageId);
  const tools = await call(listTools, { as: owner, params: { agent: made.agentId } });
  expect(tools.body).toMatchObject({
    state: "loaded",
    report: { tools: expect.arrayContaining([expect.objectContaining({ name: "add" })]) },
  });
  const sum = await call(callAgentTool, {
    as: owner,
    params: { agent: made.agentId, name: "add" },
    json: { arguments: { a: 2, b: 3 } },
  });
  expect(sum).toMatchObject({ status: 200, body: { ok: true, result: 5 } });
  const wrong = await call(callAgentTool, {
    as: owner,
    params: { agent: made.agentId, name: "add" },
    json: { arguments: { a: "x" } },
  });
  expect(wrong.status).toBe(400);
  const none = await call(callAgentTool, { as: owner, params: { agent: made.agentId, name: "nothing" }, json: {} });
  expect(none.status).toBe(404);
});

test("disabled means unloaded within two seconds", async () => {
  const { owner } = await given.workspace();
  const made = await givenPackage(owner, await buildPackage({ name: "calc" }), "approved");
  await askToLoad(made.agentId);
  await loadedAs(made.agentId, made.packageId);
  await db().runtime.update({
    where: { agentId: made.agentId },
    data: { desiredState: "stopped", desiredPackageId: null },
  });
  const asked = Date.now();
  await askToLoad(made.agentId);
  await until(async () => (await runtimeOf(made.agentId)).observedState === "stopped");
  expect(Date.now() - asked).toBeLessThan(2_000);
  const sum = await call(callAgentTool, {
    as: owner,
    params: { agent: made.agentId, name: "add" },
    json: { arguments: { a: 2, b: 3 } },
  });
  expect(sum.status).toBe(409);
});

test("when a new version does not load, the old one keeps running and the failure has words", async () => {
  const { owner } = await given.workspace();
  const good = await givenPackage(owner, await buildPackage({ name: "calc", version: "0.1.0" }), "approved");
  await askToLoad(good.agentId);
  await loadedAs(good.agentId, good.packageId);
  const broken = await buildPackage({
    name: "calc",
    version: "0.2.0",
    files: { "agents/main_agent.py": "agent = 1 / 0\n" },
  });
  const bad = await givenPackage(owner, broken, "approved", good.agentId);
  await askToLoad(good.agentId);
  const failed = await until(async () => {
    const one = await db().package.findUniqueOrThrow({ where: { id: bad.packageId } });
    return one.installState === "failed" && one;
  });
  expect(failed.installError).toContain("ZeroDivisionError");
  const runtime = await runtimeOf(good.agentId);
  expect(runtime).toMatchObject({ observedState: "running", loadedPackageId: good.packageId });
  const sum = await call(callAgentTool, {
    as: owner,
    params: { agent: good.agentId, name: "add" },
    json: { arguments: { a: 2, b: 3 } },
  });
  expect(sum.body).toMatchObject({ result: 5 });
});

test("whoever may only read cannot call a tool", async () => {
  const { owner, workspace } = await given.workspace();
  const viewer = await given.member(workspace, { role: "viewer" });
  const made = await givenPackage(owner, await buildPackage({ name: "calc" }), "approved");
  const params = { agent: made.agentId, name: "add" };
  expect((await call(callAgentTool, { as: viewer, params, json: {} })).status).toBe(403);
  const stranger = (await given.workspace()).owner;
  expect((await call(callAgentTool, { as: stranger, params, json: {} })).status).toBe(404);
});

test("what failed to load is not tried again by itself", async () => {
  const { owner } = await given.workspace();
  const broken = await buildPackage({ name: "calc", files: { "agents/main_agent.py": "agent = 1 / 0\n" } });
  const made = await givenPackage(owner, broken, "approved");
  await askToLoad(made.agentId);
  const failures = () => db().packageStep.count({ where: { packageId: made.packageId, step: "load_failed" } });
  await until(async () => (await failures()) > 0);
  expect(await agentsToLoad(supervisor.id)).not.toContain(made.agentId);
  expect(await failures()).toBe(1);
});
