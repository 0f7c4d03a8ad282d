import { describe, expect, test } from "vitest";
import { createKey } from "@/lib/contracts/console/endpoints/api-keys";
import { create, restore } from "@/lib/contracts/registry/endpoints/agent-changes";
import { db } from "@/lib/db";
import { createAgent } from "@/lib/domain/agents/create-agent";
import { beginOnce, forgetFailed } from "@/lib/domain/idempotency/keep-answer";
import { judgeRepeat, KEPT_FOR, STALE_AFTER } from "@/lib/domain/idempotency/rules";
import { type Called, call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

const faultOf = ({ status, body }: Called) => [status, (body as { error: { code: string } }).error.code];
const messageOf = ({ body }: Called) => (body as { error: { message: string } }).error.message;
const agents = (workspaceId: string) => db().agent.count({ where: { workspaceId } });
let count = 0;
const newKey = () => `key ${++count} of ${process.pid}~!`;

const send = (as: Person, key: string, json: object) => call(create, { as, json, headers: { "idempotency-key": key } });

describe("a POST with an Idempotency-Key", () => {
  test("sent again gives the first answer again, with its headers, and has no second effect", async () => {
    const { workspace, owner } = await given.workspace();
    const [key, json] = [newKey(), { workspaceId: workspace.id, name: "scout" }];
    const first = await send(owner, key, json);
    await db().agent.updateMany({ where: { workspaceId: workspace.id }, data: { description: "changed since" } });
    const again = await send(owner, key, { name: "scout", workspaceId: workspace.id });
    const of = ({ status, body, headers }: Called) => [status, body, headers.get("location"), headers.get("etag")];
    expect(of(again)).toEqual(of(first));
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"));
    expect(again.headers.get("cache-control")).toBe("no-store");
    expect(await agents(workspace.id)).toBe(1);
    expect(await db().auditEvent.count({ where: { action: "agent.created", workspaceId: workspace.id } })).toBe(1);
  });

  test("twenty times at once has one effect; the others get the answer, or 409 while it is made", async () => {
    const { workspace, owner } = await given.workspace();
    const [key, json] = [newKey(), { workspaceId: workspace.id, name: "scout" }];
    const all = await Promise.all(Array.from({ length: 20 }, () => send(owner, key, json)));
    expect(await agents(workspace.id)).toBe(1);
    const done = all.filter(({ status }) => status === 201);
    expect(done.filter(({ headers }) => headers.get("idempotent-replayed") === null)).toHaveLength(1);
    expect(new Set(done.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    for (const early of all.filter(({ status }) => status !== 201)) {
      expect([...faultOf(early), early.headers.get("retry-after")]).toEqual([409, "idempotency_conflict", "1"]);
    }
    expect((await send(owner, key, json)).headers.get("idempotent-replayed")).toBe("true");
  });

  test("with another body, query or workspace is refused", async () => {
    const { workspace, owner } = await given.workspace();
    const key = newKey();
    await send(owner, key, { workspaceId: workspace.id, name: "scout" });
    const other = await send(owner, key, { workspaceId: workspace.id, name: "other" });
    expect([...faultOf(other), messageOf(other)]).toEqual([
      409,
      "idempotency_conflict",
      "This Idempotency-Key was used with another body",
    ]);
    expect(await agents(workspace.id)).toBe(1);
  });

  test("belongs to its caller and its path", async () => {
    const { workspace, owner } = await given.workspace();
    const [dev, key] = [await given.member(workspace), newKey()];
    const { id } = await given.agent(owner.ctx, { deletedAt: new Date() });
    const headers = { "idempotency-key": key };
    expect((await send(owner, key, { workspaceId: workspace.id, name: "a" })).status).toBe(201);
    expect((await send(dev, key, { workspaceId: workspace.id, name: "b" })).status).toBe(201);
    expect((await call(restore, { as: owner, params: { agent: id }, headers })).status).toBe(200);
    expect(await agents(workspace.id)).toBe(3);
  });

  test("that failed is not kept", async () => {
    const { workspace, owner, ctx } = await given.workspace();
    const [key, json] = [newKey(), { workspaceId: workspace.id, name: "scout" }];
    const { id } = await given.agent(ctx, { name: "scout" });
    expect(faultOf(await send(owner, key, json))).toEqual([409, "name_taken"]);
    await db().agent.update({ where: { id }, data: { name: "renamed" } });
    expect((await send(owner, key, json)).status).toBe(201);
  });

  test("is answered again only to who may still do it", async () => {
    const { workspace, owner } = await given.workspace();
    const dev = await given.member(workspace);
    const { id } = await given.agent(dev.ctx, { deletedAt: new Date() });
    const [key, json] = [newKey(), { workspaceId: workspace.id, name: "scout" }];
    const headers = { "idempotency-key": newKey() };
    const again = () => call(restore, { as: dev, params: { agent: id }, headers });
    expect([(await send(dev, key, json)).status, (await again()).status, (await again()).status]).toEqual([
      201, 200, 200,
    ]);
    const who = { workspaceId: workspace.id, userId: dev.id };
    await db().membership.update({ where: { workspaceId_userId: who }, data: { role: "viewer" } });
    const viewer = await given.signedIn(dev.id, workspace.id);
    expect(faultOf(await send(viewer, key, json))).toEqual([403, "forbidden"]);
    expect(faultOf(await call(restore, { as: viewer, params: { agent: id }, headers }))).toEqual([403, "forbidden"]);
    await db().membership.delete({ where: { workspaceId_userId: who } });
    const former = await given.signedIn(dev.id);
    expect(faultOf(await send(former, key, json))).toEqual([403, "workspace_forbidden"]);
    expect(faultOf(await call(restore, { as: former, params: { agent: id }, headers }))).toEqual([404, "not_found"]);
    expect(owner.id).not.toBe(dev.id);
  });

  test.each(["", "x".repeat(256), "é", "a\tb"])("refuses the key %j", async (key) => {
    const { workspace, owner } = await given.workspace();
    const answer = await send(owner, key, { workspaceId: workspace.id, name: "scout" });
    expect(faultOf(answer)).toEqual([400, "invalid_parameter"]);
    expect(messageOf(answer)).toBe("Idempotency-Key: must have 1 to 255 printable ASCII characters");
  });

  test("keeps a secret that is shown once readable by nobody but who has the key", async () => {
    const { owner } = await given.workspace();
    const headers = { "idempotency-key": newKey() };
    const make = () => call(createKey, { as: owner, json: { name: "CI", scopes: ["read"] }, headers });
    const first = (await make()).body as { key: string };
    expect(((await make()).body as { key: string }).key).toBe(first.key);
    const [row] = await db().idempotencyKey.findMany({ where: { callerId: owner.id } });
    expect(row?.state).toBe("answered");
    expect(JSON.stringify(row)).not.toContain(first.key);
    expect(JSON.stringify(row)).not.toContain(headers["idempotency-key"]);
  });

  test("is marked as done by the transaction of its change, and by nothing else", async () => {
    const { workspace, owner, ctx } = await given.workspace();
    const repeatKey = { callerId: owner.id, method: "POST", path: "/api/agents", key: newKey() };
    await beginOnce(repeatKey, "hash", "secret");
    const state = async () => (await db().idempotencyKey.findFirstOrThrow({ where: { callerId: owner.id } })).state;
    const json = { workspaceId: workspace.id, description: "", instructions: "", models: [], toolIds: [] };
    const schemas = { inputSchemaId: null, outputSchemaId: null };
    const make = (name: string, tools: string[]) =>
      createAgent({ ...ctx, repeatKey }, { ...json, ...schemas, name, toolIds: tools });
    await expect(make("a", ["tol_none"])).rejects.toMatchObject({ fault: "unknown_reference" });
    expect(await state()).toBe("running");
    await make("a", []);
    expect(await state()).toBe("done");
    // A request that failed after its change is not forgotten with those that failed before.
    await forgetFailed(repeatKey);
    expect(await state()).toBe("done");
  });

  test("whose process died is started over when it had no effect, and never when it had", async () => {
    const { workspace, owner } = await given.workspace();
    const [key, json] = [newKey(), { workspaceId: workspace.id, name: "scout" }];
    await send(owner, key, json);
    const set = (state: string, age: number) =>
      db().$executeRaw`UPDATE "IdempotencyKey" SET "state" = ${state}, "status" = NULL,
        "createdAt" = now() - make_interval(secs => ${age}) WHERE "callerId" = ${owner.id}`;
    await set("running", 5);
    expect(messageOf(await send(owner, key, json))).toContain("still running");
    await set("done", STALE_AFTER + 5);
    expect(messageOf(await send(owner, key, json))).toContain("was carried out");
    await set("running", STALE_AFTER + 5);
    // Started over: the agent is there, which is another refusal.
    expect(faultOf(await send(owner, key, json))).toEqual([409, "name_taken"]);
  });
});

test("a known key is judged by its age, its body and how far its request got", () => {
  const judge = (state: "running" | "done" | "answered", ageSeconds: number, bodyHash = "a") =>
    judgeRepeat({ state, ageSeconds, bodyHash }, "a");
  expect([judge("answered", 1), judge("answered", KEPT_FOR)]).toEqual(["replay", "start_over"]);
  expect([judge("running", 1), judge("running", STALE_AFTER)]).toEqual(["still_running", "start_over"]);
  expect([judge("done", 1), judge("done", STALE_AFTER)]).toEqual(["still_running", "answer_lost"]);
  expect([judge("answered", 1, "b"), judge("running", STALE_AFTER, "b")]).toEqual(["other_body", "other_body"]);
});
