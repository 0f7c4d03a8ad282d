import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logs, stats } from "@/lib/contracts/fleet/endpoints/runs";
import { db } from "@/lib/db";
import type { Ctx } from "@/lib/domain/context";
import { newId } from "@/lib/domain/ids";
import { openLoadLog, readLoadLog } from "@/lib/runtime/load-log";
import { type SupervisorServer, startSupervisorServer } from "@/lib/runtime/supervisor-server";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";

process.env.MUSTER_RATE_LIMIT = "0";

let directory = "";
let server: SupervisorServer;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "muster-logs-"));
  server = await startSupervisorServer({
    call: () => Promise.reject(new Error("no tools here")),
    async *follow(agentId, { tail }, signal) {
      yield* await readLoadLog(directory, agentId, tail);
      while (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    reconcile: async () => undefined,
    door: () => Promise.reject(new Error("no door here")),
  });
});
afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

async function keeping(ctx: Ctx, observedState: string, more = {}) {
  const agent = await given.agent(ctx);
  const { url, secret } = server;
  const id = newId("supervisor");
  await db().supervisor.create({ data: { id, url, secret, isolation: "process", machine: id, workerIds: [] } });
  await db().runtime.create({
    data: { agentId: agent.id, driver: "process", observedState, supervisorId: id, ...more },
  });
  return { ...agent, params: { agent: agent.name } };
}
const textOf = (body: unknown) => (body as { logs: string }).logs;

describe("GET …/logs", () => {
  test("gives the last lines of both streams with their times, also of an agent that has ended", async () => {
    const { owner } = await given.workspace();
    const { id, params } = await keeping(owner.ctx, "exited");
    const log = await openLoadLog(directory, id);
    log.write("stdout", Buffer.from("Starting agent server...\nReady\n"));
    log.write("stderr", Buffer.from(`oops\n${"x".repeat(20_000)}\n`));
    await log.close();
    const { status, body } = await call(logs, { as: owner, params });
    expect(status).toBe(200);
    const lines = textOf(body).split("\n");
    expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ Starting agent server\.\.\.$/);
    expect(lines.slice(1, 3).map((line) => line.slice(21))).toEqual(["Ready", "oops"]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(16 * 1024 + 21);
    const short = textOf((await call(logs, { as: owner, params, query: { tail: "1" } })).body);
    expect(short.trimEnd().split("\n")).toHaveLength(1);
    expect(textOf((await call(logs, { as: owner, params, query: { lines: "2" } })).body).split("\n")).toHaveLength(3);
  });

  test("is empty for an agent that never ran; bad numbers are 422", async () => {
    const { owner } = await given.workspace();
    const { params } = await keeping(owner.ctx, "stopped");
    expect((await call(logs, { as: owner, params })).body).toEqual({ logs: "" });
    for (const tail of ["0", "10001", "-1", "1.5", "all"])
      expect((await call(logs, { as: owner, params, query: { tail } })).status, tail).toBe(422);
  });

  test("viewers may not read it, strangers do not find it", async () => {
    const { owner, workspace } = await given.workspace();
    const { params } = await keeping(owner.ctx, "running");
    const viewer = await given.member(workspace, { role: "viewer" });
    expect((await call(logs, { as: viewer, params })).status).toBe(403);
    expect((await call(logs, { as: (await given.workspace()).owner, params })).status).toBe(404);
  });
});

describe("GET …/stats", () => {
  const lastStats = {
    cpuPercent: 12.44,
    memoryBytes: 412_090_368,
    memoryLimitBytes: 4_294_967_296,
    networkRxBytes: 1_830_211,
    networkTxBytes: 220_144,
    pids: 3,
  };

  test("tells what a running agent uses, to every reader", async () => {
    const { owner, workspace } = await given.workspace();
    const startedAt = new Date(Date.now() - 5_321_000);
    const { params } = await keeping(owner.ctx, "running", { lastStats, statsAt: new Date(), startedAt });
    const viewer = await given.member(workspace, { role: "viewer" });
    const { status, body } = await call(stats, { as: viewer, params });
    expect([status, body]).toEqual([
      200,
      {
        cpu_percent: 12.4,
        memory_used_bytes: 412_090_368,
        memory_limit_bytes: 4_294_967_296,
        memory_percent: 9.6,
        network_rx_bytes: 1_830_211,
        network_tx_bytes: 220_144,
        uptime_seconds: expect.toSatisfy((seconds: number) => seconds >= 5_321 && seconds < 5_330),
        status: "running",
      },
    ]);
  });

  test("of one that has just started the first measurement is awaited: zeros are never told as measured", async () => {
    const { owner } = await given.workspace();
    const { id: agentId, params } = await keeping(owner.ctx, "running", { startedAt: new Date() });
    const asked = call(stats, { as: owner, params });
    const measured = { lastStats, statsAt: new Date() };
    await db().runtime.update({ where: { agentId }, data: measured });
    expect((await asked).body).toMatchObject({ cpu_percent: 12.4 });
    await db().runtime.update({ where: { agentId }, data: { lastStats: {}, statsAt: null } });
    const { status, body, response } = await call(stats, { as: owner, params });
    expect([status, body]).toEqual([503, { detail: "Agent is being measured; ask again" }]);
    expect(response.headers.get("retry-after")).toBe("5");
  });

  test("one that is measured no more cannot be reached", async () => {
    const { owner } = await given.workspace();
    const old = new Date(Date.now() - 60_000);
    const lost = await keeping(owner.ctx, "running", { lastStats, statsAt: old, startedAt: old });
    expect((await call(stats, { as: owner, params: lost.params })).status).toBe(503);
  });

  test("not running is 400, a foreign agent 404", async () => {
    const { owner } = await given.workspace();
    const { params } = await keeping(owner.ctx, "stopped");
    const { status, body } = await call(stats, { as: owner, params });
    expect([status, body]).toEqual([400, { detail: "Agent is not running" }]);
    expect((await call(stats, { as: (await given.workspace()).owner, params })).status).toBe(404);
  });
});
