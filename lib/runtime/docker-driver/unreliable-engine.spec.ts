import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { createDockerDriver } from "@/lib/runtime/docker-driver/docker-driver";
import { ownImage } from "@/lib/runtime/docker-driver/root-file-system";
import { DriverFault, type ObservedRun, type RunSpec } from "@/lib/runtime/driver";
import { bootDocument, order, runSpec } from "@/lib/testing/docker/engine-scene";
import { smallAgent } from "@/lib/testing/docker/small-agent";
import { unreliableEngine } from "@/lib/testing/docker/unreliable-engine";

const engine = inject("engine");

describe.runIf("address" in engine)("an engine that cannot be relied on", () => {
  const real = "address" in engine ? engine.address : "";
  const options = { installation: `faults-${process.pid}`, image: ownImage(smallAgent()) };
  const honest = createDockerDriver({ address: real, ...options });
  let proxy: Awaited<ReturnType<typeof unreliableEngine>>;
  let driver: typeof honest;
  let spec: RunSpec;
  let run: ObservedRun;

  beforeAll(async () => {
    proxy = await unreliableEngine(real);
    driver = createDockerDriver({ address: proxy.address, ...options });
    spec = runSpec();
    run = await honest.start(spec, bootDocument(spec));
  });
  afterEach(() => proxy.become("honest"));
  afterAll(async () => {
    await honest.remove(spec.agentId);
    await honest.removeWorkspace(spec.agentId);
    await proxy.close();
  });

  const questions = (): [string, Promise<unknown>][] => [
    ["ping", driver.ping()],
    ["observe", driver.observe(spec.agentId)],
    ["list", driver.list()],
    ["stats", driver.stats([spec.agentId])],
    ["rename", driver.rename(spec.agentId, "other")],
    ["start", driver.start(runSpec(), bootDocument(spec))],
    ["remove", driver.remove(spec.agentId)],
    ["stop", driver.stop(spec.agentId, 1_000)],
  ];

  test.each(["silent", "refusing", "garbling"] as const)(
    "one that is %s is a fault of ours in time, whatever it is asked",
    async (mood) => {
      proxy.become(mood);
      const begun = Date.now();
      const all = questions();
      const faults = await Promise.all(
        all.map(([name, asked]) =>
          asked.then(
            () => name,
            (fault: unknown) => fault,
          ),
        ),
      );
      for (const fault of faults)
        expect(fault).toSatisfy((one) => one instanceof DriverFault && one.kind === "unreachable");
      expect(Date.now() - begun).toBeLessThan(6_500);
      proxy.become("honest");
      expect(await driver.observe(spec.agentId)).toMatchObject({ state: "running", containerId: run.containerId });
    },
  );

  test("one that is not there at all is a fault, with words for people", async () => {
    const nowhere = createDockerDriver({ address: "unix:///nowhere/docker.sock", ...options });
    await expect(nowhere.ping()).rejects.toMatchObject({
      kind: "unreachable",
      message: /^The Docker Engine is not reachable/,
    });
    const remote = createDockerDriver({ address: "tcp://127.0.0.1:9", ...options });
    await expect(remote.list()).rejects.toMatchObject({ kind: "unreachable" });
  });

  test("an answer that is cut in the middle is a fault in time", async () => {
    const asked = driver.stats([spec.agentId]);
    await expect.poll(() => proxy.connections(), { interval: 5 }).toBeGreaterThan(0);
    const cutting = setInterval(proxy.cut, 5);
    await asked.catch((fault: unknown) => expect(fault).toBeInstanceOf(DriverFault));
    clearInterval(cutting);
  });

  test("output that breaks off goes on where it broke off, nothing twice and nothing lost", async () => {
    const reading = new AbortController();
    const since = new Date();
    const lines: string[] = [];
    const ended = (async () => {
      for await (const { text } of driver.output(spec.agentId, since, reading.signal)) lines.push(text);
    })();
    for (let at = 0; at < 30; at += 1) {
      await order(run.door, "say", `line ${at}`);
      if (at % 10 === 5) proxy.cut();
      if (at === 12) proxy.become("refusing");
      if (at === 18) proxy.become("honest");
      await pause(10);
    }
    const all = Array.from({ length: 30 }, (_, at) => `line ${at}`);
    await expect.poll(() => lines, { timeout: 10_000 }).toEqual(all);
    reading.abort();
    await ended;
    await expect.poll(() => proxy.connections()).toBe(0);
  });

  test("100 readers that come and go leave no connection behind", async () => {
    const readers = Array.from({ length: 100 }, async (_, at) => {
      const reading = new AbortController();
      setTimeout(() => reading.abort(), 20 + at);
      for await (const _line of driver.output(spec.agentId, null, reading.signal));
    });
    await Promise.all(readers);
    await expect.poll(() => proxy.connections(), { timeout: 5_000 }).toBe(0);
  }, 90_000);

  test.each(["cut", "garbling", "silent"] as const)(
    "events are heard again after the stream was %s, and what happened meanwhile is told",
    async (how) => {
      const other = runSpec();
      await honest.start(other, bootDocument(other));
      const told: string[] = [];
      const watching = new AbortController();
      driver.watch((agentId) => told.push(agentId), watching.signal);
      await expect
        .poll(async () => {
          await honest.rename(other.agentId, `n${Date.now()}`);
          return told.length;
        })
        .toBeGreaterThan(0);
      proxy.become(how === "cut" ? "refusing" : how);
      if (how === "cut") proxy.cut();
      await honest.remove(other.agentId);
      await pause(300);
      told.length = 0;
      // Only a silent engine keeps its connections, so that its silence has to be noticed.
      if (how !== "silent") proxy.become("honest");
      else setTimeout(() => proxy.become("honest"), 7_000);
      await expect.poll(() => told, { timeout: 16_000 }).toContain(other.agentId);
      watching.abort();
      await expect.poll(() => proxy.connections(), { timeout: 5_000 }).toBe(0);
    },
  );
});
