import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { byId } from "@/lib/domain/agents/rules";
import { startRun } from "@/lib/domain/runs/start-run";
import { stopRun } from "@/lib/domain/runs/stop-run";
import { dataPath } from "@/lib/env";
import { until } from "@/lib/runtime/driver-suite";
import { readLoadLog } from "@/lib/runtime/load-log";
import { runSupervisor, type Supervisor } from "@/lib/runtime/supervisor";
import { readTree } from "@/lib/runtime/workspace-door";
import { askAsAgent, serveAgents } from "@/lib/testing/agent-asks";
import { contextScene } from "@/lib/testing/context-scene";

process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";

let supervisor: Supervisor;
let stopServing: () => void;
beforeAll(async () => {
  stopServing = await serveAgents("127.0.0.1");
  supervisor = await runSupervisor(() => undefined);
}, 60_000);
afterAll(async () => {
  stopServing();
  await supervisor.stop();
}, 60_000);

test("an agent asks for its own context with what stands in its environment, and no token outlives its run", async () => {
  const { ctx, agent, read } = await contextScene({ cpu: 1, memoryMb: 1024, instructions: "Be brief." });
  const where = { agent: byId(agent.id) };
  await startRun(ctx, where);
  const first = await askAsAgent(agent.id);
  expect(first).toMatchObject({ status: 200, body: await read() });
  const names = (await readTree(agent.id, "", true)).tree.map(({ name }) => name);
  expect(names).toEqual(["answer.json"]);
  const log = async () => JSON.stringify(await readLoadLog(dataPath("logs"), agent.id));
  await until(async () => (await log()).includes("asked with ••••••"));
  expect(await log()).not.toContain(first.token);
  await stopRun(ctx, where);
  expect(await db().runtime.findUnique({ where: { agentId: agent.id } })).toMatchObject({ tokenHash: null });
  await startRun(ctx, where);
  expect(await askAsAgent(agent.id, { token: first.token })).toMatchObject({ status: 401 });
  const second = await askAsAgent(agent.id);
  expect(second.status).toBe(200);
  expect(second.token).not.toBe(first.token);
  await stopRun(ctx, where);
}, 60_000);
