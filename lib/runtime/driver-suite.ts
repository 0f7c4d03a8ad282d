import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BootDocument, ObservedRun, RunSpec, RuntimeDriver } from "@/lib/runtime/driver";

const MIB = 1024 * 1024;
const KEY = "0123456789abcdef0123456789abcdef";
let made = 0;

/** A run's spec for tests; every call has an agent id of its own. */
export function givenSpec(fields: Partial<RunSpec> = {}): RunSpec {
  made += 1;
  const agentId = `agt_t${process.pid}x${made}${Date.now().toString(36)}`;
  const limits = { cpu: 1, memoryBytes: 1024 * MIB, sshPort: null };
  return { agentId, name: `suite-${made}`, ...limits, exposes: false, consumes: [], ...fields };
}

/** What an agent server is given in tests. */
export function givenBoot(spec: RunSpec, fields: Partial<BootDocument> = {}): BootDocument {
  return {
    agentId: spec.agentId,
    name: spec.name,
    doorKey: KEY,
    context: { prompt: "You are tested.", model: null, windowTokens: 200_000, tokens: 4, plugins: 0 },
    template: {},
    credentials: {},
    readOnly: { enabled: false, blocked: [], allowed: [] },
    sshGrants: [],
    timeoutSeconds: 60,
    environment: {},
    ...fields,
  };
}

/** Asks the door of a run. */
export function atDoor(run: ObservedRun | null, path: string, init: RequestInit = {}): Promise<Response> {
  if (!run?.door) throw new Error("the run has no door");
  return fetch(`${run.door}${path}`, { ...init, headers: { authorization: `Bearer ${KEY}`, ...init.headers } });
}

/** Waits until something is so. */
export async function until<T>(look: () => Promise<T | null | undefined | false>, ms = 10_000): Promise<T> {
  const late = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > late) throw new Error("it did not happen in time");
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function outputOf(driver: RuntimeDriver, agentId: string, since: Date | null, wanted: string): Promise<string> {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), 5_000);
  let text = "";
  for await (const part of driver.output(agentId, since, ending.signal)) {
    text += `${part.text}\n`;
    if (text.includes(wanted)) break;
  }
  clearTimeout(timer);
  ending.abort();
  return text;
}

const inAgent = (run: ObservedRun, ...command: string[]) =>
  atDoor(run, "/act", { method: "POST", body: JSON.stringify({ tool: "run", command }) });

/** The tests that every driver must pass; `open` makes the driver, which is closed at the end. */
export function describeDriver(title: string, open: () => Promise<RuntimeDriver>): void {
  describe(title, () => {
    let driver: RuntimeDriver;
    const started: string[] = [];
    const start = async (spec: RunSpec, boot: Partial<BootDocument> = {}) => {
      started.push(spec.agentId);
      return driver.start(spec, givenBoot(spec, boot));
    };
    beforeAll(async () => {
      driver = await open();
    }, 120_000);
    afterAll(async () => {
      for (const agentId of started) {
        await driver.remove(agentId);
        await driver.removeWorkspace(agentId);
      }
      await driver.close();
    }, 120_000);

    test("a run is there within ten seconds, and its door answers to its key alone", async () => {
      const spec = givenSpec();
      const before = Date.now();
      const run = await start(spec);
      expect(Date.now() - before).toBeLessThan(10_000);
      expect(run).toMatchObject({ agentId: spec.agentId, state: "running", exitCode: null, spec });
      const health = await until(async () => (await atDoor(run, "/health").catch(() => null))?.json());
      expect(health).toMatchObject({ contextUsed: 4, contextMax: 200_000, activityAt: null });
      expect((await fetch(`${run.door}/health`)).status).toBe(401);
      expect(await driver.observe(spec.agentId)).toMatchObject({ state: "running", spec });
    });

    test("stopping keeps the run as stopped, without an exit code of its own; twice is once", async () => {
      const spec = givenSpec();
      await start(spec);
      const before = Date.now();
      await driver.stop(spec.agentId, 10_000);
      expect(Date.now() - before).toBeLessThan(5_000);
      const state = (await driver.observe(spec.agentId))?.state;
      expect(state).not.toBe("running");
      await driver.stop(spec.agentId, 10_000);
      expect(await outputOf(driver, spec.agentId, null, "Stopping")).toContain("Stopping");
    });

    test("an end by itself is told within three seconds, with its exit code", async () => {
      const spec = givenSpec();
      const told: string[] = [];
      const watching = new AbortController();
      driver.watch((agentId) => told.push(agentId), watching.signal);
      const run = await start(spec);
      await until(async () => (await atDoor(run, "/health").catch(() => null))?.ok);
      told.length = 0;
      const before = Date.now();
      await inAgent(run, "sh", "-c", "kill -9 $PPID").catch(() => null);
      await until(async () => told.includes(spec.agentId));
      const seen = await until(async () => {
        const now = await driver.observe(spec.agentId);
        return now?.state === "exited" && now;
      });
      expect(Date.now() - before).toBeLessThan(3_000);
      expect(seen.exitCode).toBe(137);
      watching.abort();
    });

    test("another name is shown and nothing stops", async () => {
      const spec = givenSpec();
      const run = await start(spec);
      await driver.rename(spec.agentId, "renamed-agent");
      const now = await driver.observe(spec.agentId);
      expect(now).toMatchObject({ state: "running", startedAt: run.startedAt });
    });

    test("the workspace outlives stop, remove and start; the template comes once", async () => {
      const spec = givenSpec();
      const template = { "CLAUDE.md": "first" };
      const first = await start(spec, { template });
      await until(async () => (await atDoor(first, "/health").catch(() => null))?.ok);
      await atDoor(first, "/file?path=CLAUDE.md", { method: "PUT", body: "mine" });
      await driver.stop(spec.agentId, 5_000);
      await driver.remove(spec.agentId);
      expect(await driver.observe(spec.agentId)).toBeNull();
      const second = await start(spec, { template });
      const kept = await until(async () => (await atDoor(second, "/file?path=CLAUDE.md").catch(() => null))?.text());
      expect(kept).toBe("mine");
    });

    test("what one agent shares, another can read and write, and a third cannot", async () => {
      const source = givenSpec({ exposes: true });
      const user = givenSpec({ consumes: [{ sourceId: source.agentId, name: "source" }] });
      const other = givenSpec();
      const runs = [await start(source), await start(user), await start(other)];
      for (const run of runs) await until(async () => (await atDoor(run, "/health").catch(() => null))?.ok);
      const [one, two, three] = runs;
      if (!one || !two || !three) throw new Error("three runs were started");
      expect((await atDoor(one, "/file?path=shared-out/a.txt", { method: "PUT", body: "from one" })).status).toBe(200);
      expect(await (await atDoor(two, "/file?path=shared-in/source/a.txt")).text()).toBe("from one");
      await atDoor(two, "/file?path=shared-in/source/b.txt", { method: "PUT", body: "from two" });
      expect(await (await atDoor(one, "/file?path=shared-out/b.txt")).text()).toBe("from two");
      expect((await atDoor(three, "/file?path=shared-in/source/a.txt")).status).toBe(404);
      const tree = JSON.stringify(await (await atDoor(two, "/files?path=")).json());
      expect(tree).toContain("shared-in/source/b.txt");
    });

    test("numbers are measured for what runs, and for nothing else", async () => {
      const spec = givenSpec();
      await start(spec);
      const stats = await driver.stats([spec.agentId, "agt_nobody"]);
      expect([...stats.keys()]).toEqual([spec.agentId]);
      const found = stats.get(spec.agentId);
      expect(found?.memoryBytes).toBeGreaterThan(5 * MIB);
      expect(found?.memoryLimitBytes).toBe(1024 * MIB);
      expect(found?.pids).toBeGreaterThanOrEqual(1);
    });

    test("output comes from a time on, and live", async () => {
      const spec = givenSpec();
      const run = await start(spec);
      expect(await outputOf(driver, spec.agentId, null, "Ready")).toContain("Starting agent server");
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      const since = new Date();
      const coming = outputOf(driver, spec.agentId, since, "line-of-later");
      await inAgent(run, "echo", "line-of-later");
      const later = await coming;
      expect(later).toContain("line-of-later");
      expect(later).not.toContain("Starting agent server");
    });

    test("all runs are listed, also those that nobody knows", async () => {
      const spec = givenSpec();
      await start(spec);
      expect((await driver.list()).map((run) => run.agentId)).toContain(spec.agentId);
      await driver.remove(spec.agentId);
      expect((await driver.list()).map((run) => run.agentId)).not.toContain(spec.agentId);
    });

    test("who takes more memory than allowed ends, and it is known why", async () => {
      const spec = givenSpec({ memoryBytes: 256 * MIB });
      const run = await start(spec);
      await until(async () => (await atDoor(run, "/health").catch(() => null))?.ok);
      const hungry = "const a = []; setInterval(() => a.push(Buffer.alloc(20 * 1024 * 1024, 1)), 50)";
      let ended = false;
      void inAgent(run, "node", "-e", hungry)
        .catch(() => null)
        .then(() => {
          ended = true;
        });
      await until(async () => {
        const stats = (await driver.stats([spec.agentId])).get(spec.agentId);
        const now = await driver.observe(spec.agentId);
        expect(stats?.memoryBytes ?? 0).toBeLessThan(700 * MIB);
        return now?.state === "exited" || ended;
      }, 15_000);
    });

    test("what is not there can be stopped, removed and asked about", async () => {
      await driver.stop("agt_nobody", 100);
      await driver.remove("agt_nobody");
      await driver.removeWorkspace("agt_nobody");
      expect(await driver.observe("agt_nobody")).toBeNull();
    });
  });
}
