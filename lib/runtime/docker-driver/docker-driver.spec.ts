import { afterAll, afterEach, describe, expect, inject, test } from "vitest";
import { createDockerDriver } from "@/lib/runtime/docker-driver/docker-driver";
import { openEngine } from "@/lib/runtime/docker-driver/engine";
import { containerName } from "@/lib/runtime/docker-driver/names";
import { ownImage } from "@/lib/runtime/docker-driver/root-file-system";
import type { RunSpec } from "@/lib/runtime/driver";
import { bootDocument, order, runSpec } from "@/lib/testing/docker/engine-scene";
import { smallAgent } from "@/lib/testing/docker/small-agent";

const engine = inject("engine");
const address = "address" in engine ? engine.address : "unix:///nowhere";
const image = ownImage(smallAgent());
const installation = `test-${process.pid}`;
const driver = createDockerDriver({ address, installation, image });
const { api } = openEngine(address);
const MEGABYTE = 1024 * 1024;

const used: string[] = [];
function specOf(more: Partial<RunSpec> = {}): RunSpec {
  const spec = runSpec(more);
  used.push(spec.agentId);
  return spec;
}
const start = (spec: RunSpec) => driver.start(spec, bootDocument(spec));
const inspectOf = async (spec: RunSpec) =>
  api.getContainer((await driver.observe(spec.agentId))?.containerId ?? "").inspect();

afterEach(async () => {
  for (const agentId of used) await driver.remove(agentId).catch(() => undefined);
});
afterAll(async () => {
  if (!("address" in engine)) return;
  for (const agentId of used) await driver.removeWorkspace(agentId);
});

describe.runIf("address" in engine)("on a real Docker Engine", () => {
  test("an agent is created, answers, is stopped and starts again with its workspace", async () => {
    const spec = specOf();
    const begun = Date.now();
    const run = await start(spec);
    expect(Date.now() - begun).toBeLessThan(15_000);
    expect(run).toMatchObject({
      agentId: spec.agentId,
      state: "running",
      exitCode: null,
      spec,
      imageVersion: image.name.split(":")[1],
    });
    expect(run.containerId).toMatch(/^[0-9a-f]{12}$/);
    expect(await order(run.door, "health")).toEqual({ name: spec.name, doorKey: 18 });
    expect(await order(run.door, "shell", "echo kept > notes; id -u; cat notes")).toBe("1000\nkept\n");
    await driver.stop(spec.agentId, 2_000);
    expect(await driver.observe(spec.agentId)).toMatchObject({ state: "stopped", door: null, exitCode: 0 });
    await driver.stop(spec.agentId, 2_000);
    const again = await start(spec);
    expect(again.containerId).not.toBe(run.containerId);
    expect(await order(again.door, "shell", "cat notes")).toBe("kept\n");
    await driver.remove(spec.agentId);
    await driver.removeWorkspace(spec.agentId);
    expect(await driver.observe(spec.agentId)).toBeNull();
    await driver.removeWorkspace(spec.agentId);
  });

  test("a container has no privilege, and inspecting it shows no secret", async () => {
    const spec = specOf({ sshPort: 29_400 + (process.pid % 500) });
    await start(spec);
    const seen = await inspectOf(spec);
    expect(seen.Config.User).toBe("1000:1000");
    expect(seen.HostConfig).toMatchObject({
      Privileged: false,
      CapAdd: [],
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges"],
      ReadonlyRootfs: true,
      Binds: [],
      Devices: [],
      PidMode: "",
      IpcMode: "private",
      UTSMode: "",
      UsernsMode: "",
      NetworkMode: "bridge",
      Memory: spec.memoryBytes,
      MemorySwap: spec.memoryBytes,
      NanoCpus: 500_000_000,
      PidsLimit: 512,
      RestartPolicy: { Name: "no", MaximumRetryCount: 0 },
      PublishAllPorts: false,
    });
    expect(seen.Mounts.every(({ Type }) => Type === "volume")).toBe(true);
    expect(seen.NetworkSettings.Ports["7070/tcp"]?.[0]?.HostIp).toBe("127.0.0.1");
    expect(seen.NetworkSettings.Ports["2222/tcp"]).toEqual([{ HostIp: "0.0.0.0", HostPort: String(spec.sshPort) }]);
    expect(JSON.stringify(seen)).not.toContain("canary");
  });

  test("inside there are no capabilities, a fixed system, a limit on processes, and no way to more", async () => {
    const { door } = await start(specOf());
    const status = await order(door, "shell", "cat /proc/self/status");
    expect(status).toMatch(/CapEff:\s+0{16}\n/);
    expect(status).toMatch(/CapBnd:\s+0{16}\n/);
    expect(status).toMatch(/NoNewPrivs:\s+1\n/);
    for (const path of ["/etc/x", "/opt/muster/x", "/usr/bin/x"]) {
      expect(await order(door, "shell", `touch ${path} 2>&1; true`)).toMatch(/Read-only|denied/);
    }
    expect(await order(door, "shell", "touch /tmp/x /home/developer/x && echo fine")).toBe("fine\n");
    expect(await order(door, "shell", "su -c id 2>&1; mount -t tmpfs x /tmp 2>&1; true")).not.toContain("uid=0");
    const forked = await order(
      door,
      "shell",
      "for i in $(seq 600); do sleep 5 >/dev/null 2>&1 & done 2>&1 | tail -1; true",
    );
    expect(forked).toMatch(/fork|failed/);
  });

  test("who takes more memory than the limit is ended, and it is said why", async () => {
    const spec = specOf({ memoryBytes: 96 * MEGABYTE });
    const { door } = await start(spec);
    await order(door, "eat").catch(() => undefined);
    const look = () => driver.observe(spec.agentId);
    await expect.poll(look, { timeout: 10_000 }).toMatchObject({ state: "exited", outOfMemory: true, exitCode: 137 });
  });

  test("an end is told within 3 s, with its exit code, and so is a container that vanishes", async () => {
    const [ending, vanishing] = [specOf(), specOf()];
    const runs = await Promise.all([start(ending), start(vanishing)]);
    const told = new Map<string, number>();
    const watching = new AbortController();
    driver.watch((agentId) => told.set(agentId, Date.now()), watching.signal);
    await expect
      .poll(async () => {
        // Until the stream stands there is nothing to hear.
        await driver.rename(ending.agentId, `n${told.size}-${Date.now()}`);
        return told.has(ending.agentId);
      })
      .toBe(true);
    told.clear();
    const begun = Date.now();
    await order(runs[0].door, "exit", "7").catch(() => undefined);
    await api.getContainer(runs[1].containerId ?? "").remove({ force: true });
    await expect.poll(() => told.size, { timeout: 3_000, interval: 20 }).toBe(2);
    expect(Date.now() - begun).toBeLessThan(3_000);
    expect(await driver.observe(ending.agentId)).toMatchObject({ state: "exited", exitCode: 7 });
    expect(await driver.observe(vanishing.agentId)).toBeNull();
    watching.abort();
  });

  test("a rename is seen in the engine, and nothing is stopped", async () => {
    const spec = specOf();
    const { containerId } = await start(spec);
    await driver.rename(spec.agentId, "Other Name");
    await driver.rename(spec.agentId, "Other Name");
    expect((await inspectOf(spec)).Name).toBe(`/${containerName("Other Name", spec.agentId)}`);
    expect(await driver.observe(spec.agentId)).toMatchObject({ containerId, state: "running" });
  });

  test("a shared folder is one folder, whoever is started first", async () => {
    const source = specOf({ exposes: true });
    const taker = specOf({ consumes: [{ sourceId: source.agentId, name: "source" }] });
    const taking = await start(taker);
    const giving = await start(source);
    await order(giving.door, "shell", "echo from source > shared-out/a");
    await order(taking.door, "shell", "echo from taker > shared-in/source/b");
    expect(await order(taking.door, "shell", "cat shared-in/source/a")).toBe("from source\n");
    expect(await order(giving.door, "shell", "cat shared-out/b")).toBe("from taker\n");
    await driver.remove(source.agentId);
    expect(await driver.removeWorkspace(source.agentId)).toBe(false);
    // Who asks after a restart is told the same.
    expect(await createDockerDriver({ address, installation, image }).removeWorkspace(source.agentId)).toBe(false);
    const shared = () => api.listVolumes({ filters: JSON.stringify({ name: [`${source.agentId}-shared`] }) });
    expect((await shared()).Volumes).toHaveLength(1);
    await driver.remove(taker.agentId);
    expect((await shared()).Volumes ?? []).toHaveLength(0);
    expect(await driver.removeWorkspace(source.agentId)).toBe(true);
  });

  test("another Muster's containers are neither listed, nor touched", async () => {
    const spec = specOf();
    await start(spec);
    const other = createDockerDriver({ address, installation: "another", image });
    expect(await other.list()).toEqual([]);
    await other.remove(spec.agentId);
    expect((await driver.list()).map(({ agentId }) => agentId)).toEqual([spec.agentId]);
  });

  test("output comes whole, in order, on the right stream, with its time, from any moment on", async () => {
    const spec = specOf();
    const { door } = await start(spec);
    const long = "x".repeat(40_000);
    await order(door, "say", `{"door": 7070}`);
    await order(door, "drone", String(long.length));
    const reading = new AbortController();
    const lines: { stream: string; text: string; at: Date }[] = [];
    const ended = (async () => {
      for await (const line of driver.output(spec.agentId, null, reading.signal)) lines.push(line);
    })();
    await expect.poll(() => lines.length).toBe(3);
    const middle = new Date();
    await order(door, "say", "later ✓");
    await expect.poll(() => lines.length).toBe(4);
    expect(lines.map(({ text }) => text).sort()).toEqual(
      ["and to stderr", `hello from ${spec.name}`, "later ✓", long].sort(),
    );
    expect(lines.find(({ text }) => text === "and to stderr")?.stream).toBe("stderr");
    const since: string[] = [];
    const again = (async () => {
      for await (const { text } of driver.output(spec.agentId, middle, reading.signal)) since.push(text);
    })();
    await expect.poll(() => since).toEqual(["later ✓"]);
    await order(door, "exit", "0").catch(() => undefined);
    await Promise.all([ended, again]);
  });

  test("statistics of many are taken at once, and know a busy agent from an idle one", async () => {
    const specs = [specOf(), specOf(), specOf()];
    const runs = await Promise.all(specs.map(start));
    const ids = specs.map(({ agentId }) => agentId);
    await driver.stats(ids);
    const burning = order(runs[0]?.door ?? null, "burn");
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const begun = Date.now();
    const stats = await driver.stats([...ids, "agt_nobody"]);
    // The engine itself takes a second for each.
    expect(Date.now() - begun).toBeLessThan(2_000);
    expect([...stats.keys()].sort()).toEqual([...ids].sort());
    const [busy, idle] = [stats.get(ids[0] ?? ""), stats.get(ids[1] ?? "")];
    expect(busy?.cpuPercent).toBeGreaterThan(2 * (idle?.cpuPercent ?? 0) + 1);
    expect(busy?.cpuPercent).toBeLessThan(75);
    expect(idle).toMatchObject({ memoryLimitBytes: 128 * MEGABYTE });
    expect(idle?.memoryBytes).toBeGreaterThan(5 * MEGABYTE);
    expect(idle?.pids).toBeGreaterThan(1);
    await burning;
  });

  test("what the engine refuses is a fault with its reason, and leaves nothing", async () => {
    const [one, two] = [specOf({ sshPort: 29_900 }), specOf({ sshPort: 29_900 })];
    await start(one);
    await expect(start(two)).rejects.toMatchObject({ kind: "refused", message: expect.stringMatching(/29900/) });
    expect(await driver.observe(two.agentId)).toBeNull();
  });
});
