import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as credentials from "@/lib/contracts/fleet/endpoints/credentials";
import * as files from "@/lib/contracts/fleet/endpoints/files";
import { info } from "@/lib/contracts/fleet/endpoints/info";
import { logs, start, stop } from "@/lib/contracts/fleet/endpoints/runs";
import { db } from "@/lib/db";
import { runSupervisor, type Supervisor } from "@/lib/runtime/supervisor";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";
import { auditOf } from "@/lib/testing/traces";

process.env.MUSTER_RATE_LIMIT = "0";

let supervisor: Supervisor;
beforeAll(async () => {
  supervisor = await runSupervisor(() => undefined);
}, 60_000);
afterAll(() => supervisor.stop(), 60_000);

const template = `name: scout
display_name: Scout
description: Looks around.
resources: {cpu: "1", memory: 1g}
version: 1.2.0
capabilities: [web-search]
credentials:
  mcp_servers: {search: {env_vars: [SEARCH_KEY]}}
`;
const detail = (body: unknown) => (body as { detail: unknown }).detail;

async function scene() {
  const { owner, workspace } = await given.workspace();
  const agent = await given.agent(owner.ctx);
  await db().agent.update({ where: { id: agent.id }, data: { cpu: 1, memoryMb: 1024 } });
  return { owner, workspace, agent, one: { as: owner, params: { agent: agent.name } } };
}

describe("a container agent", () => {
  test("starts with what is held for it, tells of its template, and stops; repeats say the same and change nothing", async () => {
    const { agent, one } = await scene();
    const asleep = await call(info, one);
    expect(asleep.body).toMatchObject({
      has_template: false,
      status: "stopped",
      message: expect.stringContaining("start it"),
    });
    const first = await call(start, one);
    expect([first.status, first.body]).toEqual([
      200,
      {
        message: `Agent ${agent.name} started`,
        credentials_injection: "skipped",
        credentials_result: { files_written: [], error: null },
      },
    ]);
    const none = await call(info, one);
    expect(none.body).toEqual({
      has_template: false,
      agent_name: agent.name,
      status: "running",
      message: "No template.yaml found in the workspace",
    });
    const store = (text: string) =>
      call(files.store, { ...one, query: { path: "template.yaml" }, file: Buffer.from(text) });
    expect((await store(template)).status).toBe(200);
    expect((await call(info, one)).body).toMatchObject({
      has_template: true,
      display_name: "Scout",
      version: "1.2.0",
      tagline: null,
      capabilities: ["web-search"],
      mcp_servers: ["search"],
      skills: [],
      status: "running",
    });
    await store("name: [");
    expect((await call(info, one)).body).toMatchObject({
      has_template: false,
      message: expect.stringContaining("template.yaml"),
    });
    await call(credentials.inject, { ...one, json: { files: { ".env": "KEY=s3cret-value\n" } } });
    for (let round = 0; round < 2; round++)
      expect((await call(stop, one)).body).toEqual({ message: `Agent ${agent.name} stopped` });
    expect((await call(start, one)).body).toMatchObject({
      credentials_injection: "success",
      credentials_result: { files_written: [".env"] },
    });
    expect((await call(start, one)).body).toMatchObject({ credentials_injection: "skipped" });
    expect((await call(logs, one)).body).toMatchObject({ logs: expect.stringMatching(/Z Ready\n/) });
    await call(stop, one);
    const actions = (await auditOf(agent.id))
      .map(({ action }) => action)
      .filter((action) => action.startsWith("agent."));
    expect(actions).toEqual(["agent.started", "agent.stopped", "agent.started", "agent.stopped"]);
  }, 60_000);

  test("viewers may do neither, strangers do not find it", async () => {
    const { workspace, one } = await scene();
    const viewer = await given.member(workspace, { role: "viewer" });
    const stranger = (await given.workspace()).owner;
    for (const endpoint of [start, stop]) {
      expect((await call(endpoint, { ...one, as: viewer })).status).toBe(403);
      expect((await call(endpoint, { ...one, as: stranger })).status).toBe(404);
    }
  });
});

test("an integrated agent without an approved package does not start: 409", async () => {
  const { owner } = await given.workspace();
  const { id } = await given.agent(owner.ctx, { hosting: "integrated" });
  const { status, body } = await call(start, { as: owner, params: { agent: id } });
  expect([status, detail(body)]).toEqual([409, expect.stringContaining("no approved package")]);
  expect((await call(info, { as: owner, params: { agent: id } })).body).toMatchObject({ has_template: false });
});
