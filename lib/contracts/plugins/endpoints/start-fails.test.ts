import { afterEach, beforeEach, expect, test } from "vitest";
import { start } from "@/lib/contracts/plugins/endpoints/agent-runs";
import { list, show } from "@/lib/contracts/plugins/endpoints/agents";
import { db } from "@/lib/db";
import { seeStart } from "@/lib/domain/runs/await-run";
import { leaveSupervisor, registerSupervisor } from "@/lib/domain/supervisors/register-supervisor";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";

process.env.MUSTER_PLUGINS_RATE_LIMIT = "0";

let supervisor = "";
beforeEach(async () => {
  const address = { url: "http://127.0.0.1:9", secret: "s", isolation: "process", driver: "process", machine: "test" };
  supervisor = await registerSupervisor(address);
});
afterEach(() => leaveSupervisor(supervisor));

async function scene() {
  const { owner, workspace, ctx } = await given.workspace();
  const agent = await given.agent(ctx);
  const headers = { "x-workspace-id": workspace.id };
  const one = { as: owner, params: { agent_id: agent.number }, headers };
  /** Notes this about the run that is wished, as a supervisor would. */
  const note = (seen: object) =>
    expect
      .poll(
        async () => {
          const where = { agentId: agent.id, desiredState: "running", observedState: "stopped" };
          return (await db().runtime.updateMany({ where, data: seen })).count;
        },
        { timeout: 10_000 },
      )
      .toBe(1);
  const failed = () => call(list, { as: owner, headers, query: { status: "failed" } });
  return { agent, one, note, failed };
}

test("a start that comes to nothing is 500 with the reason, and the agent has failed", async () => {
  const { one, note, failed } = await scene();
  const [answer] = await Promise.all([
    call(start, one),
    note({ observedState: "exited", exitCode: null, error: "image not available" }),
  ]);
  const detail = "Failed to start agent: image not available";
  expect([answer.status, answer.body]).toEqual([500, { detail, status_code: 500 }]);
  expect((await call(show, one)).body).toMatchObject({ status: "failed" });
  expect((await failed()).body).toMatchObject({ total: 1 });
});

test("an engine that does not answer is 503 within 5 s", async () => {
  const { one, note } = await scene();
  const begun = Date.now();
  const [answer] = await Promise.all([call(start, one), note({ error: "connect ENOENT" })]);
  expect([answer.status, answer.body]).toEqual([503, { detail: "Runtime is not available", status_code: 503 }]);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(Date.now() - begun).toBeLessThan(5_000);
});

test("without anybody who could start it, it is 503 at once", async () => {
  const { one } = await scene();
  await leaveSupervisor(supervisor);
  expect((await call(start, one)).status).toBe(503);
});

test("one that nobody has seen yet is still on its way", async () => {
  const { agent } = await scene();
  await db().runtime.create({ data: { agentId: agent.id, driver: "process", desiredState: "running" } });
  expect(await seeStart(agent.id, { waitMs: 150 })).toBeNull();
});
