import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as endpoints from "@/lib/contracts/plugins/endpoints/agent-runs";
import { replace } from "@/lib/contracts/plugins/endpoints/agents";
import { db } from "@/lib/db";
import { runSupervisor, type Supervisor } from "@/lib/runtime/supervisor";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { auditOf } from "@/lib/testing/traces";

process.env.MUSTER_RATE_LIMIT = "0";
process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";

let supervisor: Supervisor;
beforeAll(async () => {
  supervisor = await runSupervisor(() => undefined);
}, 60_000);
afterAll(() => supervisor.stop(), 60_000);

const byName = { ...endpoints };
const refused = (status: number, detail: string) => ({ status, body: { detail, status_code: status } });

async function scene(hosting: "container" | "integrated" = "container") {
  const { owner, workspace, ctx } = await given.workspace();
  const agent = await given.agent(ctx, { hosting });
  await db().agent.update({ where: { id: agent.id }, data: { cpu: 1, memoryMb: 1024 } });
  const headers = { "x-workspace-id": workspace.id };
  const one = { params: { agent_id: agent.number }, headers };
  const ask = (what: keyof typeof byName, as: Person = owner, query: Record<string, string> = {}) =>
    call(byName[what], { as, query, ...one });
  const put = (json: Record<string, unknown>) => call(replace, { as: owner, json, ...one });
  const answer = (message: string, status: string) => ({
    status: 200,
    body: { success: true, message, agent_id: agent.number, status },
  });
  return { owner, workspace, agent, ask, put, answer };
}

describe("a container agent", () => {
  test("starts, tells its log and its load, and stops; repeats say so and change nothing", async () => {
    const { agent, ask, answer } = await scene();
    expect(await ask("stats")).toMatchObject(refused(400, "Agent is not running"));
    expect(await ask("logs")).toMatchObject({
      status: 200,
      body: { agent_id: agent.number, logs: "", lines: 0, truncated: false },
    });
    expect(await ask("stop")).toMatchObject(answer("Agent is already idle", "idle"));
    expect(await ask("start")).toMatchObject(answer("Agent started", "active"));
    expect(await ask("start")).toMatchObject(answer("Agent is already active", "active"));
    const { body: log } = await ask("logs", undefined, { tail: "1" });
    expect(log).toMatchObject({ logs: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ .*\n$/), lines: 1 });
    expect(await ask("stats")).toMatchObject({
      status: 200,
      body: { agent_id: agent.number, status: "active", cpu_percent: expect.any(Number) },
    });
    expect(await ask("stop")).toMatchObject(answer("Agent stopped", "idle"));
    expect(await ask("stop")).toMatchObject(answer("Agent is already idle", "idle"));
    expect((await ask("logs")).body).toMatchObject({ lines: expect.any(Number), truncated: false });
    expect((await auditOf(agent.id)).map(({ action }) => action)).toEqual(["agent.started", "agent.stopped"]);
  }, 60_000);

  test("starts and stops with its content by PUT, and waits", async () => {
    const { agent, put } = await scene();
    expect(await put({ status: "active", description: "runs" })).toMatchObject({
      status: 200,
      body: { status: "active", description: "runs" },
    });
    expect(await put({ status: "active" })).toMatchObject({ status: 200, body: { status: "active" } });
    expect(await put({ status: "failed" })).toMatchObject(refused(400, "Invalid status transition: active -> failed"));
    expect(await put({ status: "idle" })).toMatchObject({ status: 200, body: { status: "idle" } });
    expect((await auditOf(agent.id)).map(({ action }) => action)).toEqual(["agent.updated", "agent.stopped"]);
  }, 60_000);

  test("starts from failed, and stopping forgets how it ended", async () => {
    const { ask, put, answer } = await scene();
    await put({ status: "failed" });
    expect(await ask("start")).toMatchObject(answer("Agent started", "active"));
    await ask("stop");
    await put({ status: "failed" });
    expect(await ask("stop")).toMatchObject(answer("Agent stopped", "idle"));
  }, 60_000);
});

describe("who may", () => {
  test("operators start, stop and read logs; readers see the load; strangers learn nothing", async () => {
    const { workspace, agent, ask } = await scene();
    const viewer = await given.member(workspace, { role: "viewer" });
    const operator = await given.outsider();
    await given.share(agent.id, operator, "operator");
    const stranger = (await given.workspace()).owner;
    for (const what of ["start", "stop", "logs"] as const)
      expect(await ask(what, viewer)).toMatchObject(refused(403, "Permission denied"));
    expect(await ask("stats", viewer)).toMatchObject(refused(400, "Agent is not running"));
    expect(await ask("logs", operator)).toMatchObject({ status: 200 });
    expect((await ask("stop", operator)).status).toBe(200);
    for (const what of ["start", "stop", "logs", "stats"] as const)
      expect(await ask(what, stranger)).toMatchObject(refused(403, "Access denied: workspace mismatch"));
    await db().agent.update({ where: { id: agent.id }, data: { deletedAt: new Date(), retentionTier: "short" } });
    for (const what of ["start", "stop", "logs", "stats"] as const)
      expect(await ask(what)).toMatchObject(refused(404, "Agent not found"));
  });

  test.each(["PENDING", "REJECTED", "DISABLED"] as const)(
    "an integrated agent that is %s and has no approved package does not start",
    async (reviewStatus) => {
      const { agent, ask, put } = await scene("integrated");
      await db().agent.update({ where: { id: agent.id }, data: { reviewStatus } });
      const detail = `Agent is ${reviewStatus}: only approved agents can be started`;
      expect(await ask("start")).toMatchObject(refused(409, detail));
      expect(await put({ status: "active" })).toMatchObject(refused(409, detail));
    },
  );

  const wrong: Record<string, string>[] = [
    { tail: "0" },
    { tail: "10001" },
    { lines: "x" },
    { tail: "5", lines: "6" },
    { since: "1" },
  ];
  test.each(wrong)("lines of a log asked for as %o are a wrong value", async (query) => {
    const { ask, owner } = await scene();
    expect((await ask("logs", owner, query)).status).toBe(422);
  });

  test("tail and lines may say the same", async () => {
    const { ask, owner } = await scene();
    expect((await ask("logs", owner, { tail: "5", lines: "5" })).status).toBe(200);
  });
});
