import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { removeAgent } from "@/lib/domain/agents/delete-agent";
import { byId } from "@/lib/domain/agents/rules";
import { wishToStart } from "@/lib/domain/runs/start-run";
import { registerSupervisor } from "@/lib/domain/supervisors/register-supervisor";
import { createAgentLogs } from "@/lib/runtime/agent-logs";
import { agentServerFile } from "@/lib/runtime/agent-server-bundle";
import { runContextOf } from "@/lib/runtime/assemble-run";
import { DriverFault, type RuntimeDriver } from "@/lib/runtime/driver";
import { givenBoot, givenSpec } from "@/lib/runtime/driver-suite";
import { findPythons } from "@/lib/runtime/find-python";
import { isolations, temporaryFolder } from "@/lib/runtime/given-agent";
import { createProcessDriver } from "@/lib/runtime/process-driver/create-process-driver";
import { createRunReconciler, type RunReconciler } from "@/lib/runtime/run-reconciler";
import { measureRuns } from "@/lib/runtime/run-stats";
import { given } from "@/lib/testing/given";
import { freePort } from "@/lib/testing/product";

const folder = temporaryFolder();
const never = <T>() => new Promise<T>(() => {});
let supervisorId = "";
let driver: RuntimeDriver;
let faults: Partial<RuntimeDriver> = {};
let runs: RunReconciler;
const logs = createAgentLogs(join(folder, "logs"));

/** The real driver, except for what a test makes fail. */
function unreliable(real: RuntimeDriver): RuntimeDriver {
  return new Proxy(real, {
    get: (target, name) => Reflect.get(faults, name) ?? Reflect.get(target, name),
  });
}

beforeAll(async () => {
  const address = { url: "http://127.0.0.1:1", secret: "none", isolation: "process", machine: "run-reconciler.test" };
  supervisorId = await registerSupervisor({ ...address, driver: "process" });
  const [isolation] = isolations;
  if (!isolation) throw new Error("there is always a mode");
  driver = createProcessDriver({
    ...{ isolation, node: process.execPath, root: join(folder, "workspaces") },
    pythons: await findPythons(),
    serverFile: await agentServerFile(false),
  });
  runs = createRunReconciler({
    supervisorId,
    driver: unreliable(driver),
    logs,
    credentials: async () => new Map(),
    template: async () => ({}),
    context: runContextOf,
    forward: never,
    startMs: 5_000,
    callMs: 3_000,
  });
});
afterAll(async () => {
  faults = {};
  await runs.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const runtimeOf = (agentId: string) => db().runtime.findUniqueOrThrow({ where: { agentId } });

async function givenAgent() {
  const { ctx } = await given.workspace();
  const { id } = await given.agent(ctx);
  await db().agent.update({ where: { id }, data: { cpu: 1, memoryMb: 1024 } });
  return { ctx, id, where: { agent: byId(id) } };
}

async function givenRunning(port: number | null = null) {
  const agent = await givenAgent();
  if (port !== null) await db().runtime.create({ data: { agentId: agent.id, driver: "process", port } });
  await wishToStart(agent.ctx, agent.where);
  await runs.reconcile(agent.id);
  expect(await runtimeOf(agent.id)).toMatchObject({ observedState: "running" });
  return agent;
}

test("an engine that hangs is one that does not answer; when it comes back the wish comes true", async () => {
  const { ctx, id, where } = await givenAgent();
  await wishToStart(ctx, where);
  faults = { start: never };
  await expect(runs.reconcile(id)).rejects.toBeInstanceOf(DriverFault);
  expect(await runtimeOf(id)).toMatchObject({
    observedState: "stopped",
    error: expect.stringContaining("took longer"),
  });
  faults = { observe: never };
  await expect(runs.reconcile(id)).rejects.toBeInstanceOf(DriverFault);
  faults = {};
  await runs.reconcile(id);
  expect(await runtimeOf(id)).toMatchObject({ observedState: "running", error: null });
}, 40_000);

test("what the engine refuses is told with its reason and not tried again by itself", async () => {
  const { ctx, id, where } = await givenAgent();
  await wishToStart(ctx, where);
  let tries = 0;
  faults = {
    start: async () => {
      tries += 1;
      throw new DriverFault("refused", "image not available");
    },
  };
  await runs.reconcile(id);
  await runs.reconcile(id);
  expect(tries).toBe(1);
  expect(await runtimeOf(id)).toMatchObject({ observedState: "exited", error: "image not available", exitCode: null });
  faults = {};
  await wishToStart(ctx, where);
  await runs.reconcile(id);
  expect(await runtimeOf(id)).toMatchObject({ observedState: "running" });
});

test("output that breaks off is no end of the run", async () => {
  faults = {
    output: async function* () {
      yield { stream: "stdout", at: new Date(), text: "half" } as const;
      throw new DriverFault("unreachable", "the stream broke");
    },
  };
  const { id } = await givenRunning();
  faults = {};
  expect((await driver.observe(id))?.state).toBe("running");
  await runs.reconcile(id);
  expect(await runtimeOf(id)).toMatchObject({ observedState: "running" });
});

test("a run that somebody else removes has ended, and starts again when somebody asks", async () => {
  const { ctx, id, where } = await givenRunning();
  // This driver is asked to remove it, and for a moment shows a run that Muster stopped: a look waits until it is gone.
  const removed = driver.remove(id);
  faults = { observe: (agentId) => removed.then(() => driver.observe(agentId)) };
  await runs.reconcile(id);
  faults = {};
  expect(await runtimeOf(id)).toMatchObject({
    observedState: "exited",
    error: expect.stringContaining("removed from outside"),
  });
  await runs.reconcile(id);
  expect(await driver.observe(id)).toBeNull();
  await wishToStart(ctx, where);
  await runs.reconcile(id);
  expect(await runtimeOf(id)).toMatchObject({ observedState: "running", error: null });
});

test("a run of nobody is removed, and one of a deleted agent too", async () => {
  const spec = givenSpec();
  await driver.start(spec, givenBoot(spec));
  const { ctx, id, where } = await givenRunning();
  await removeAgent(ctx, { ...where, force: true });
  await runs.sweep();
  const left = (await driver.list()).map(({ agentId }) => agentId);
  expect(left).not.toContain(spec.agentId);
  expect(left).not.toContain(id);
  expect(await runtimeOf(id)).toMatchObject({ observedState: "stopped", doorUrl: null, port: null });
});

test("a port that another program of the machine has is given up for the next free one, and the log says so", async () => {
  const other = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => other.listen(port, "0.0.0.0", resolve));
  try {
    const { id } = await givenRunning(port);
    const { port: now } = await runtimeOf(id);
    expect(now).not.toBe(port);
    expect((await driver.observe(id))?.spec?.sshPort).toBe(now);
    expect((await logs.open(id)).tail().map(({ text }) => text)).toContain(
      `Port ${port} is taken by another program of this machine; SSH is offered at ${now}`,
    );
  } finally {
    other.close();
  }
});

test("where no port is free the agent runs without SSH, and its reason is told", async () => {
  faults = { isPortFree: async () => false };
  try {
    const { id } = await givenRunning();
    const { port, error, observedState } = await runtimeOf(id);
    expect([port, observedState]).toEqual([null, "running"]);
    expect(error).toMatch(/^SSH is not offered: port \d+ and 49 more of this machine are taken by other programs$/);
  } finally {
    faults = {};
  }
});

test("another name is shown on the run, which goes on", async () => {
  const { id } = await givenRunning();
  const before = await driver.observe(id);
  await db().agent.update({ where: { id }, data: { name: "another-name" } });
  await runs.reconcile(id);
  const after = await driver.observe(id);
  expect(after).toMatchObject({ startedAt: before?.startedAt, spec: { name: "another-name" } });
});

test("all runs are measured at once, with what their servers say of the context", async () => {
  const agents = [await givenRunning(), await givenRunning()];
  expect(await measureRuns(driver, supervisorId, { coarse: true })).toBeGreaterThanOrEqual(2);
  for (const { id } of agents) {
    const row = await runtimeOf(id);
    expect(row).toMatchObject({ contextMax: 200_000, contextUsed: 0, lastStats: { memoryLimitBytes: 1024 ** 3 } });
    expect(await db().runtimeSample.count({ where: { agentId: id } })).toBe(1);
  }
});
