import { describe, expect, test } from "vitest";
import { runInBulk } from "@/lib/contracts/console/endpoints/bulk";
import type { BulkResult } from "@/lib/contracts/console/wire/bulk";
import { db } from "@/lib/db";
import { runBulk } from "@/lib/domain/bulk/run-bulk";
import { newId } from "@/lib/domain/ids";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { submitted } from "@/lib/testing/submitting";

const send = (as: Person, json: unknown) => call(runInBulk, { as, json });
async function done(as: Person, action: string, ids: string[], params = {}): Promise<BulkResult> {
  const answer = await send(as, { action, ids, params });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body as BulkResult;
}
const brief = ({ data }: BulkResult) => data.map((item) => [item.ok, item.status, item.error?.code ?? null]);
const auditOf = async (targetId: string, action: string) =>
  db().auditEvent.count({ where: { targetId, action, outcome: "success" } });

describe("agents", () => {
  test("are disabled and enabled; one that cannot be says why and stops none of the others", async () => {
    const { workspace, owner } = await given.workspace();
    const developer = await given.member(workspace);
    const [a, b] = [await submitted(owner, { name: "one" }), await submitted(owner, { name: "two" })];
    const pending = await submitted(developer, { name: "three" });
    const container = await given.agent(owner.ctx);
    const foreign = await given.agent((await given.workspace()).ctx);
    const ids = [a.id, pending.id, container.id, foreign.id, newId("agent"), "nonsense", b.id, a.id];
    const result = await done(owner, "disable", ids);
    expect(result.data.map((item) => item.id)).toEqual(ids.slice(0, -1));
    expect(brief(result)).toEqual([
      [true, "DISABLED", null],
      [false, "PENDING", "conflict"],
      [false, "ACTIVE", "conflict"],
      [false, null, "not_found"],
      [false, null, "not_found"],
      [false, null, "not_found"],
      [true, "DISABLED", null],
    ]);
    expect(result.summary).toEqual({ total: 7, succeeded: 2, failed: 5 });
    expect(result.data[2]).toMatchObject({ name: container.name, error: { message: /no package/ } });
    expect(result.data[3]?.name).toBeNull();
    expect(brief(await done(owner, "disable", [a.id, b.id]))).toEqual([
      [true, "DISABLED", null],
      [true, "DISABLED", null],
    ]);
    expect(await auditOf(a.id, "agent.disabled")).toBe(1);
    expect(brief(await done(owner, "enable", [a.id]))).toEqual([[true, "ACTIVE", null]]);
  });

  test("are started and stopped, each by its own right; what is wished is written once", async () => {
    const { workspace, owner, ctx } = await given.workspace();
    const viewer = await given.member(workspace, { role: "viewer" });
    const up = await given.agent(ctx);
    const broken = await given.agent(ctx);
    const foreign = await given.agent((await given.workspace()).ctx);
    // The supervisor is only a row here: what one would see stands in the rows already.
    const id = newId("supervisor");
    const address = { url: "http://127.0.0.1:1", secret: "none", isolation: "process", machine: id, workerIds: [] };
    await db().supervisor.create({ data: { id, ...address } });
    const running = { driver: "process", desiredState: "running", observedState: "running" } as const;
    await db().runtime.create({ data: { agentId: up.id, ...running } });
    await db().runtime.create({ data: { agentId: broken.id, driver: "process", observedState: "stopped" } });
    const ids = [up.id, foreign.id, newId("agent")];
    expect(brief(await done(owner, "start", ids))).toEqual([
      [true, "ACTIVE", null],
      [false, null, "not_found"],
      [false, null, "not_found"],
    ]);
    expect(await auditOf(up.id, "agent.started")).toBe(0);
    const starting = done(owner, "start", [broken.id]);
    const wish = () => db().runtime.findUniqueOrThrow({ where: { agentId: broken.id } });
    await expect.poll(async () => (await wish()).desiredState).toBe("running");
    const ended = { observedState: "exited", error: "Exited with code 3", exitCode: 3 };
    await db().runtime.update({ where: { agentId: broken.id }, data: ended });
    const result = await starting;
    expect(result.data[0]).toMatchObject({ ok: false, error: { code: "conflict", message: "Exited with code 3" } });
    expect(brief(await done(viewer, "stop", [up.id]))).toEqual([[false, "ACTIVE", "forbidden"]]);
    expect(brief(await done(owner, "stop", [broken.id]))).toEqual([[true, "ACTIVE", null]]);
    expect(await auditOf(broken.id, "agent.started")).toBe(1);
    expect(await auditOf(broken.id, "agent.stopped")).toBe(1);
  });

  test("each item has its own right: an owner deletes theirs, not those of others", async () => {
    const { workspace, owner } = await given.workspace();
    const developer = await given.member(workspace);
    const mine = await given.agent(developer.ctx);
    const theirs = await given.agent(owner.ctx);
    const result = await done(developer, "delete", [mine.id, theirs.id]);
    expect(brief(result)).toEqual([
      [true, "deleted", null],
      [false, "ACTIVE", "forbidden"],
    ]);
    expect(brief(await done(developer, "delete", [mine.id]))).toEqual([[true, "deleted", null]]);
    expect(await auditOf(mine.id, "agent.deleted")).toBe(1);
    expect(await db().auditEvent.count({ where: { targetId: theirs.id, outcome: "denied" } })).toBe(1);
    const outsider = await given.outsider();
    expect(brief(await done(outsider, "delete", [mine.id]))).toEqual([[false, null, "not_found"]]);
  });

  test("a hundred are deleted in one request, and of two such requests each agent is deleted once", async () => {
    const { owner } = await given.workspace();
    const agents = await Promise.all(Array.from({ length: 100 }, () => given.agent(owner.ctx)));
    const ids = agents.map((agent) => agent.id);
    const [one, two] = await Promise.all([done(owner, "delete", ids), done(owner, "delete", ids)]);
    expect([one.summary.succeeded, two.summary.succeeded]).toEqual([100, 100]);
    expect(await db().auditEvent.count({ where: { targetId: { in: ids }, action: "agent.deleted" } })).toBe(100);
  });

  test("get and lose tags, trimmed and in lower case, with one audit row where something changed", async () => {
    const { workspace, owner } = await given.workspace();
    const viewer = await given.member(workspace, { role: "viewer" });
    const agent = await given.agent(owner.ctx);
    const tags = async () => (await db().agentTag.findMany({ where: { agentId: agent.id } })).map((t) => t.name).sort();
    await done(owner, "addTags", [agent.id], { tags: [" Prod ", "pilot", "prod"] });
    await done(owner, "addTags", [agent.id], { tags: ["prod"] });
    expect(await tags()).toEqual(["pilot", "prod"]);
    await done(owner, "removeTags", [agent.id], { tags: ["pilot", "absent"] });
    await done(owner, "removeTags", [agent.id], { tags: ["pilot"] });
    expect(await tags()).toEqual(["prod"]);
    const rows = await db().auditEvent.findMany({ where: { targetId: agent.id }, orderBy: { seq: "asc" } });
    expect(rows.map((row) => [row.action, row.before, row.after])).toEqual([
      ["agent.tagged", { tags: [] }, { tags: ["pilot", "prod"] }],
      ["agent.untagged", { tags: ["pilot", "prod"] }, { tags: ["prod"] }],
    ]);
    expect(await db().agent.findUnique({ where: { id: agent.id } })).toMatchObject({ rev: 3 });
    expect(brief(await done(viewer, "addTags", [agent.id], { tags: ["x"] }))).toEqual([[false, "ACTIVE", "forbidden"]]);
    const names = Array.from({ length: 99 }, (_, i) => ({ agentId: agent.id, name: `t-${i}` }));
    await db().agentTag.createMany({ data: names });
    expect(brief(await done(owner, "addTags", [agent.id], { tags: ["more"] }))).toEqual([
      [false, "ACTIVE", "invalid_body"],
    ]);
  });

  test("tags that two people add at once are all there", async () => {
    const { owner } = await given.workspace();
    const agent = await given.agent(owner.ctx);
    await Promise.all(["a", "b", "c", "d"].map((tag) => done(owner, "addTags", [agent.id], { tags: [tag] })));
    expect(await db().agentTag.count({ where: { agentId: agent.id } })).toBe(4);
  });
});

describe("packages", () => {
  test("are approved and declined for the bytes that were read", async () => {
    const { workspace, owner } = await given.workspace();
    const developer = await given.member(workspace);
    const [a, b] = [await submitted(developer, { name: "one" }), await submitted(developer, { name: "two" })];
    const hashes = Object.fromEntries(
      (await db().package.findMany({ where: { id: { in: [a.packageId, b.packageId] } } })).map((p) => [p.id, p.sha256]),
    );
    const ids = [a.packageId, b.packageId];
    expect(brief(await done(developer, "approve", ids, { sha256: hashes }))).toEqual([
      [false, "pending", "forbidden"],
      [false, "pending", "forbidden"],
    ]);
    const wrong = { ...hashes, [b.packageId]: "0".repeat(64) };
    const approved = await done(owner, "approve", ids, { sha256: wrong, body: "fine" });
    expect(brief(approved)).toEqual([
      [true, "approved", null],
      [false, "pending", "package_changed"],
    ]);
    expect(approved.data[0]?.name).toBe(`${a.name} 0.1.0`);
    const declined = await done(owner, "decline", [b.packageId], { sha256: hashes, body: "no" });
    expect(brief(declined)).toEqual([[true, "declined", null]]);
  });
});

describe("notifications", () => {
  test("are marked as read, only one's own", async () => {
    const [me, other] = [await given.outsider(), await given.outsider()];
    const rows = [me, me, other].map(({ id: userId }) => ({
      id: newId("notification"),
      userId,
      kind: "security",
      title: "Hello",
      link: "/",
    }));
    await db().notification.createMany({ data: rows });
    expect(
      brief(
        await done(
          me,
          "read",
          rows.map((row) => row.id),
        ),
      ),
    ).toEqual([
      [true, "read", null],
      [true, "read", null],
      [false, null, "not_found"],
    ]);
  });
});

describe("the request", () => {
  const id = newId("agent");
  test.each([
    ["ids", { action: "enable", ids: [] }],
    ["ids", { action: "enable", ids: Array.from({ length: 101 }, () => newId("agent")) }],
    ["ids", { action: "enable" }],
    ["ids[0]", { action: "enable", ids: [7] }],
    ["action", { action: "explode", ids: [id] }],
    ["params.force", { action: "start", ids: [id], params: { force: true } }],
    ["action", { action: "share", ids: [id], params: { email: "a@example.com", role: "viewer" } }],
    ["params.force", { action: "delete", ids: [id], params: { force: true } }],
    ["params", { action: "addTags", ids: [id] }],
    ["params.tags[0]", { action: "addTags", ids: [id], params: { tags: ["a b"] } }],
    ["params.tags", { action: "removeTags", ids: [id], params: { tags: [] } }],
    [`params.sha256.${id}`, { action: "approve", ids: [id], params: { sha256: {} } }],
    ["params.body", { action: "decline", ids: [id], params: { sha256: { [id]: "0".repeat(64) }, body: " " } }],
    ["workspaceId", { action: "enable", ids: [id], workspaceId: "x" }],
  ])("with a wrong %s is refused", async (field, json) => {
    const person = await given.outsider();
    const answer = await send(person, json);
    expect([answer.status, answer.body]).toMatchObject([400, { error: { code: "invalid_body" } }]);
    const { fields } = (answer.body as { error: { fields: Record<string, string> } }).error;
    expect(Object.keys(fields)[0]).toMatch(field);
  });

  test("whose time is over leaves the rest undone and says so", async () => {
    const { owner } = await given.workspace();
    const agent = await given.agent(owner.ctx);
    const [outcome] = await runBulk(owner.ctx, { action: "delete", ids: [agent.id] }, 0);
    expect(outcome).toMatchObject({ id: agent.id, name: agent.name, status: "ACTIVE", refused: "timeout" });
  });
});
