import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventStream } from "@/lib/contracts/console/endpoints/events";
import { followStats, showHistory } from "@/lib/contracts/console/endpoints/runtime";
import type { AgentHistory } from "@/lib/contracts/console/wire/runtime";
import { db } from "@/lib/db";
import { startEvents, stopEvents } from "@/lib/events/event-hub";
import { countUpstreams } from "@/lib/events/stats-stream";
import type { Endpoint } from "@/lib/http/endpoint";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

process.env.MUSTER_RATE_LIMIT = "0";
beforeAll(startEvents);
afterAll(stopEvents);

const lastStats = {
  cpuPercent: 12.5,
  memoryBytes: 1_000,
  memoryLimitBytes: 4_000,
  networkRxBytes: 7,
  networkTxBytes: 8,
};

async function scene() {
  const { workspace, owner } = await given.workspace();
  const agent = await given.agent(owner.ctx);
  const running = { driver: "process", observedState: "running", lastStats: { ...lastStats, pids: 3 } };
  await db().runtime.create({ data: { agentId: agent.id, ...running, statsAt: new Date() } });
  return { workspace, owner, agent, params: { agent: agent.id } };
}

/** Opens a stream and gives what is heard of it until a text comes or it ends. */
async function hearing(
  endpoint: Endpoint,
  as: Person,
  more: { params?: Record<string, string>; query?: Record<string, string> },
) {
  const ending = new AbortController();
  const { response, status } = await call(endpoint, { as, ...more, signal: ending.signal });
  expect(status).toBe(200);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  const until = async (text: string) => {
    while (!heard.includes(text)) {
      const part = await reader?.read();
      if (!part || part.done) throw new Error(`never heard ${text} in: ${heard}`);
      heard += part.value;
    }
    return heard;
  };
  return { until, leave: () => ending.abort() };
}

describe("GET /api/runtime/{agent}/history", () => {
  test("gives 120 steps of 30 s, oldest first, nulls where nothing was measured", async () => {
    const { owner, agent, params } = await scene();
    const sample = {
      agentId: agent.id,
      cpuPercent: 5,
      memoryBytes: 2_000,
      networkRxBytes: 3,
      networkTxBytes: 4,
      pids: 2,
    };
    await db().runtimeSample.create({ data: { ...sample, at: new Date() } });
    const { stepSeconds, points } = (await call(showHistory, { as: owner, params })).body as AgentHistory;
    expect([stepSeconds, points.length]).toEqual([30, 120]);
    const measured = {
      cpuPercent: 5,
      memoryUsedBytes: 2_000,
      networkRxBytes: 3,
      networkTxBytes: 4,
      pids: 2,
      running: 1,
    };
    expect(points.findLast((point) => point.cpuPercent !== null)).toMatchObject(measured);
    expect(points[0]).toMatchObject({ cpuPercent: null, pids: null, running: null });
  });

  test("gives 720 steps of 5 s to who asks for them, each with its own sample", async () => {
    const { owner, agent, params } = await scene();
    const now = Date.now();
    const sample = (step: number) => ({
      ...{ agentId: agent.id, cpuPercent: step, memoryBytes: 1, at: new Date(now - step * 5_000) },
    });
    await db().runtimeSample.createMany({ data: Array.from({ length: 720 }, (_, step) => sample(step)) });
    const answer = await call(showHistory, { as: owner, params, query: { step: "5" } });
    const { stepSeconds, points } = answer.body as AgentHistory;
    expect([stepSeconds, points.length]).toEqual([5, 720]);
    // The samples of a test that crosses from one step into the next lie one step further back.
    expect(points.filter(({ cpuPercent }) => cpuPercent !== null).length).toBeGreaterThanOrEqual(719);
    expect(Date.parse(points[1]?.at ?? "") - Date.parse(points[0]?.at ?? "")).toBe(5_000);
    expect((await call(showHistory, { as: owner, params, query: { step: "7" } })).status).toBe(400);
  });

  test("another workspace's owner does not find the agent", async () => {
    const { params } = await scene();
    const stranger = (await given.workspace()).owner;
    expect((await call(showHistory, { as: stranger, params })).status).toBe(404);
    expect((await call(followStats, { as: stranger, params })).status).toBe(404);
  });
});

describe("GET /api/runtime/{agent}/stats", () => {
  test("tells at once and then every 2 s, and ends when the agent stops", async () => {
    const { owner, agent, params } = await scene();
    const stream = await hearing(followStats, owner, { params });
    expect(await stream.until("event: stats")).toContain('"cpuPercent":12.5');
    await db().runtime.update({ where: { agentId: agent.id }, data: { observedState: "exited" } });
    expect(await stream.until("event: end")).toContain('"reason":"stopped"');
  });

  test("ends for who has lost the right to it, and leaves no upstream behind", async () => {
    const { agent, params } = await scene();
    const guest = await given.outsider();
    await given.share(agent.id, guest, "viewer");
    const stream = await hearing(followStats, guest, { params });
    await stream.until("event: stats");
    await db().share.deleteMany({ where: { agentId: agent.id } });
    expect(await stream.until("event: end")).toContain('"reason":"access"');
    await expect.poll(countUpstreams).toBe(0);
  });

  test("many viewers cost one upstream", async () => {
    const { owner, params } = await scene();
    const streams = [await hearing(followStats, owner, { params }), await hearing(followStats, owner, { params })];
    for (const stream of streams) await stream.until("event: stats");
    expect(countUpstreams()).toBe(1);
    for (const stream of streams) stream.leave();
    await expect.poll(countUpstreams).toBe(0);
  });
});

test("the topic fleet tells counts and load of what the caller can read, and only who asks for it", async () => {
  const { owner, workspace } = await scene();
  const stream = await hearing(eventStream, owner, { query: { topics: "fleet", workspaceId: workspace.slug } });
  const heard = await stream.until("event: stats");
  const data = JSON.parse(/data: (.*)/.exec(heard.slice(heard.indexOf("event: stats")))?.[1] ?? "");
  expect(data).toMatchObject({ counts: { total: 1, running: 1 }, now: { cpuPercent: 12.5, memoryLimitBytes: 4_000 } });
  stream.leave();
});
