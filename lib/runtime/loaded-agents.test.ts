import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { agentSource, givenWorkbench, isolations, type Workbench } from "./given-agent";
import { openLoadLog } from "./load-log";
import { createLoadedAgents, type LoadedAgentsEvent, type LoadedAgentsOptions, type LoadSpec } from "./loaded-agents";

const isolation = isolations[0] ?? { mode: "process", hidden: [], sized: false };
const source = (answer: string) =>
  agentSource(
    `
import os, time
def answer():
    return "${answer}"
def die():
    os._exit(9)
def stuck():
    time.sleep(1000000)
`,
    "answer, die, stuck",
  );

let bench: Workbench;
beforeAll(async () => {
  bench = await givenWorkbench(isolation);
});
afterAll(() => bench.close());

let agents = 0;
function given(options: Partial<LoadedAgentsOptions> = {}) {
  const events: LoadedAgentsEvent[] = [];
  const loaded = createLoadedAgents({
    isolation,
    openLog: (agentId) => openLoadLog(join(bench.root, "logs"), agentId),
    onEvent: (event) => events.push(event),
    policy: { pausesMs: [20, 40, 80, 160], windowMs: 600_000 },
    hungMs: 200,
    ...options,
  });
  agents += 1;
  const agentId = `agt_${agents}`;
  const spec = (packageId: string, code: string): LoadSpec => ({
    agentId,
    packageId,
    package: bench.givenPackage({ "agent.py": code }),
    entryPoint: "agent:agent",
    memoryBytes: 512 * 1024 * 1024,
  });
  return { loaded, events, agentId, spec, kinds: () => events.map((event) => event.kind) };
}

test("a loaded agent answers calls, and is unloaded within two seconds", async () => {
  const { loaded, agentId, spec, kinds, events } = given();
  const report = await loaded.load(spec("pkg_1", source("one")));
  expect(report.tools.map((tool) => tool.name)).toEqual(["answer", "die", "stuck"]);
  expect(loaded.state(agentId)).toMatchObject({ status: "running", packageId: "pkg_1", error: null });
  expect(await loaded.call(agentId, "answer", {})).toMatchObject({ ok: true, result: "one" });
  const began = Date.now();
  expect(await loaded.unload(agentId)).toBe(true);
  expect(Date.now() - began).toBeLessThan(2_000);
  expect(loaded.state(agentId)).toBeNull();
  expect(await loaded.call(agentId, "answer", {})).toMatchObject({ ok: false, error: { type: "NotLoaded" } });
  expect(await loaded.unload(agentId)).toBe(false);
  expect(kinds()).toEqual(["loaded", "unloaded"]);
  expect(events[0]).toMatchObject({ agentId, packageId: "pkg_1", report });
});

test("a new version takes over only after a good report", async () => {
  const { loaded, agentId, spec, events } = given();
  await loaded.load(spec("pkg_1", source("one")));
  await expect(loaded.load(spec("pkg_2", "import nothing_there"))).rejects.toThrow("No module named 'nothing_there'");
  expect(await loaded.call(agentId, "answer", {})).toMatchObject({ result: "one" });
  expect(loaded.state(agentId)).toMatchObject({ status: "running", packageId: "pkg_1" });
  expect(loaded.state(agentId)?.error).toContain("nothing_there");
  expect(events.at(-1)).toMatchObject({ kind: "load_failed", packageId: "pkg_2", running: "pkg_1" });
  await loaded.load(spec("pkg_3", source("three")));
  expect(await loaded.call(agentId, "answer", {})).toMatchObject({ result: "three" });
  expect(loaded.state(agentId)).toMatchObject({ packageId: "pkg_3", error: null });
  expect(
    loaded
      .log(agentId)
      ?.tail()
      .map((line) => line.text)
      .join("\n"),
  ).toContain("nothing_there");
  await loaded.close();
});

test("a first load that fails leaves the agent failed, with the reason", async () => {
  const { loaded, agentId, spec, events } = given();
  await expect(loaded.load(spec("pkg_1", "x ="))).rejects.toThrow("SyntaxError");
  expect(loaded.state(agentId)).toMatchObject({
    status: "failed",
    pid: null,
    error: expect.stringContaining("SyntaxError"),
  });
  expect(events).toMatchObject([{ kind: "load_failed", running: null }]);
  await loaded.load(spec("pkg_2", source("two")));
  expect(loaded.state(agentId)).toMatchObject({ status: "running", error: null });
  await loaded.close();
});

test("a crashed agent starts again with growing pauses; the fifth failure is the end", async () => {
  const { loaded, agentId, spec, events, kinds } = given();
  await loaded.load(spec("pkg_1", source("one")));
  for (let crash = 1; crash <= 5; crash += 1) {
    expect(await loaded.call(agentId, "die", {})).toMatchObject({ ok: false, error: { type: "AgentExited" } });
    const status = crash < 5 ? "running" : "failed";
    await expect.poll(() => loaded.state(agentId)?.status, { interval: 5 }).toBe(status);
  }
  const pauses = events.flatMap((event) => (event.kind === "exited" ? [event.restartInMs] : []));
  expect(pauses).toEqual([20, 40, 80, 160, null]);
  expect(kinds().filter((kind) => kind === "restarted")).toHaveLength(4);
  const { error } = loaded.state(agentId) ?? {};
  expect(error).toMatch(/^The agent failed 5 times .*\nThe agent ended with exit code 9/);
  expect(events.at(-1)).toMatchObject({ kind: "load_failed", error, running: null });
  await loaded.load(spec("pkg_1", source("one")));
  expect(loaded.state(agentId)).toMatchObject({ status: "running", error: null });
  await loaded.close();
});

test("failures that are long ago do not count", async () => {
  const { loaded, agentId, spec, events } = given({ policy: { pausesMs: [10], windowMs: 1 } });
  await loaded.load(spec("pkg_1", source("one")));
  for (let crash = 1; crash <= 3; crash += 1) {
    await loaded.call(agentId, "die", {});
    await expect.poll(() => loaded.state(agentId)?.status, { interval: 5 }).toBe("running");
  }
  expect(events.filter((event) => event.kind === "exited" && event.restartInMs === null)).toEqual([]);
  await loaded.close();
});

test("a tool that hangs costs a restart, but no failure", async () => {
  const { loaded, agentId, spec, events } = given();
  await loaded.load(spec("pkg_1", source("one")));
  expect(await loaded.call(agentId, "stuck", {}, 50)).toMatchObject({ error: { type: "Timeout" } });
  await expect
    .poll(() => events.map((event) => event.kind), { interval: 5 })
    .toEqual(["loaded", "exited", "restarted"]);
  expect(events[1]).toMatchObject({ exit: { cause: "hung" }, restartInMs: 0 });
  expect(await loaded.call(agentId, "answer", {})).toMatchObject({ result: "one" });
  await loaded.close();
});

test("unloading does not wait for a load that is under way, nor for a pause", async () => {
  const { loaded, agentId, spec, kinds } = given({ policy: { pausesMs: [60_000], windowMs: 600_000 } });
  const loading = loaded.load(spec("pkg_1", "import time\ntime.sleep(60)"));
  const refused = expect(loading).rejects.toThrow("cancelled");
  await expect.poll(() => loaded.state(agentId)?.status).toBe("loading");
  const began = Date.now();
  await loaded.unload(agentId);
  await refused;
  await loaded.load(spec("pkg_2", source("two")));
  await loaded.call(agentId, "die", {});
  await expect.poll(() => loaded.state(agentId)?.status).toBe("restarting");
  expect(await loaded.call(agentId, "answer", {})).toMatchObject({
    error: { message: expect.stringContaining("started again") },
  });
  await loaded.unload(agentId);
  expect(Date.now() - began).toBeLessThan(4_000);
  expect(kinds()).toEqual(["unloaded", "loaded", "exited", "unloaded"]);
  await loaded.close();
});

test("of loads asked for at once the last one wins", async () => {
  const { loaded, agentId, spec } = given();
  const specs = ["a", "b", "c"].map((name) => spec(`pkg_${name}`, source(name)));
  const outcomes = await Promise.allSettled(specs.map((one) => loaded.load(one)));
  expect(outcomes.map((outcome) => outcome.status)).toEqual(["rejected", "rejected", "fulfilled"]);
  expect(await loaded.call(agentId, "answer", {})).toMatchObject({ result: "c" });
  await loaded.close();
  expect(loaded.agentIds()).toEqual([]);
});
