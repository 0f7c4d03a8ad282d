import { describe, expect, test } from "vitest";
import { listAuditEvents } from "@/lib/contracts/console/endpoints/audit";
import { listDocuments, showDocument, showReader, showReaderAsset } from "@/lib/contracts/console/endpoints/documents";
import * as notices from "@/lib/contracts/console/endpoints/notifications";
import { showHealth, showInstance, showMetrics, showReadiness } from "@/lib/contracts/console/endpoints/operation";
import { find, showFleetStats } from "@/lib/contracts/console/endpoints/overview";
import type { AuditEvent } from "@/lib/contracts/console/wire/audit";
import type { Notification } from "@/lib/contracts/console/wire/notification";
import type { FleetStats } from "@/lib/contracts/console/wire/overview";
import type { SearchHit } from "@/lib/contracts/console/wire/search";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { settings } from "@/lib/env";
import { type Called, call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { submitted } from "@/lib/testing/submitting";

process.env.MUSTER_RATE_LIMIT = "0";
const as = <T>(answer: Called): T => answer.body as T;
const data = <T>(answer: Called): T[] => as<{ data: T[] }>(answer).data;

async function scene() {
  const { workspace, owner, ctx } = await given.workspace();
  const author = await given.member(workspace, { role: "developer" });
  const agent = await submitted(author);
  return { workspace, owner, ctx, author, agent };
}

describe("notifications", () => {
  test("are one's own, are marked one by one or all, and a repeat changes nothing", async () => {
    const { owner, author, agent } = await scene();
    const listed = data<Notification>(await call(notices.listNotices, { as: owner, query: { unread: "true" } }));
    expect(listed).toMatchObject([{ kind: "package_submitted", link: `/review/${agent.packageId}`, readAt: null }]);
    const id = listed[0]?.id ?? "";
    const mark = (person: Person, read: boolean) =>
      call(notices.patchNotice, { as: person, params: { id }, json: { read } });
    expect((await mark(author, true)).status).toBe(404);
    expect(as<Notification>(await mark(owner, true)).readAt).not.toBeNull();
    expect((await mark(owner, true)).status).toBe(200);
    expect(await db().auditEvent.count({ where: { targetId: id, outcome: "success" } })).toBe(1);
    expect(data(await call(notices.listNotices, { as: owner, query: { unread: "true" } }))).toEqual([]);
    await mark(owner, false);
    expect((await call(notices.readAllNotices, { as: owner })).body).toEqual({ count: 1 });
    expect((await call(notices.readAllNotices, { as: owner })).body).toEqual({ count: 0 });
  });
});

describe("the audit trail", () => {
  const actions = async (person: Person, query = {}) =>
    data<AuditEvent>(await call(listAuditEvents, { as: person, query: { limit: "100", ...query } })).map(
      (event) => event.action,
    );

  test("shows admins their workspace, others their own acts and acts on what they may edit", async () => {
    const { workspace, owner, author, agent } = await scene();
    const colleague = await given.member(workspace, { role: "developer" });
    const foreign = await given.workspace();
    const instanceAdmin = await given.outsider({ instanceAdmin: true });
    const query = { action: "package.*" };
    for (const person of [owner, author, instanceAdmin])
      expect(await actions(person, { ...query, targetId: agent.id })).toEqual(["package.submitted"]);
    for (const person of [colleague, foreign.owner]) expect(await actions(person, query)).toEqual([]);
    expect(await actions(colleague)).toEqual(["session.created"]);
  });

  test("is narrowed by who, what, when and outcome", async () => {
    const { owner, author, agent } = await scene();
    const about = { targetId: agent.id };
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect(
      await actions(owner, { ...about, actorId: author.id, outcome: "success", override: "false", to: tomorrow }),
    ).toEqual(["package.submitted"]);
    expect(await actions(owner, { ...about, from: tomorrow })).toEqual([]);
    expect(await actions(owner, { ...about, action: "agent.*" })).toEqual([]);
    expect(await actions(owner, { ...about, q: "SUBMITTED" })).toEqual(["package.submitted"]);
    expect((await call(listAuditEvents, { as: owner, query: { from: "yesterday" } })).status).toBe(400);
  });
});

describe("the fleet at a glance", () => {
  test("counts what the caller can read and what needs them", async () => {
    const { owner, ctx, author, workspace } = await scene();
    const running = await given.agent(ctx);
    await db().runtime.create({ data: { agentId: running.id, observedState: "running" } });
    await given.agent(ctx, { deletedAt: new Date(Date.now() - 28 * 86_400_000) });
    const failing = await given.agent(ctx);
    await db().runtime.create({ data: { agentId: failing.id, observedState: "exited", error: "No module named x" } });
    const stats = as<FleetStats>(await call(showFleetStats, { as: owner }));
    expect(stats.counts).toEqual({
      total: 3,
      running: 1,
      stopped: 1,
      exited: 1,
      failed: 1,
      pendingReview: 1,
      deleted: 1,
    });
    expect(stats.attention).toMatchObject({ pendingReviews: 1, failedAgents: 1, expiringTrash: 1 });
    expect(stats.history.points).toHaveLength(120);
    expect(stats.now.cpuPercent).toBeNull();
    expect(as<FleetStats>(await call(showFleetStats, { as: author })).attention.pendingReviews).toBe(0);
    const elsewhere = await given.workspace();
    expect(as<FleetStats>(await call(showFleetStats, { as: elsewhere.owner })).counts.total).toBe(0);
    const named = await call(showFleetStats, { as: owner, query: { workspaceId: workspace.slug } });
    expect(as<FleetStats>(named).counts.total).toBe(3);
  });

  test("sums the samples of each step, and what was measured last", async () => {
    const { owner, ctx } = await scene();
    for (const cpuPercent of [10, 32.5]) {
      const { id } = await given.agent(ctx);
      await db().runtimeSample.create({
        data: { agentId: id, at: new Date(), cpuPercent, memoryBytes: 1_000, coarse: true },
      });
      const lastStats = { cpuPercent, memoryBytes: 1_000, memoryLimitBytes: 4_000 };
      await db().runtime.create({
        data: { agentId: id, driver: "process", observedState: "running", lastStats, statsAt: new Date() },
      });
    }
    const { now, top, history } = as<FleetStats>(await call(showFleetStats, { as: owner }));
    expect([now.cpuPercent, now.memoryUsedBytes, now.memoryLimitBytes, history.points.at(-1)?.running]).toEqual([
      42.5, 2_000, 8_000, 2,
    ]);
    expect(top.map((one) => one.cpuPercent)).toEqual([32.5, 10]);
  });
});

test("the search finds what one may read by a part of its name, and people only of one's workspace", async () => {
  const { owner, author, agent } = await scene();
  const q = agent.name.slice(2, 9).toUpperCase();
  const hits = data<SearchHit>(await call(find, { as: author, query: { q } }));
  expect(hits.map((hit) => [hit.type, hit.link])).toEqual([
    ["agent", `/agents/${agent.id}`],
    ["package", `/submissions/${agent.packageId}`],
  ]);
  expect(data<SearchHit>(await call(find, { as: author, query: { q: owner.email } })).map((hit) => hit.type)).toEqual([
    "person",
  ]);
  const foreign = await given.workspace();
  for (const text of [q, owner.email, agent.id]) {
    expect(data(await call(find, { as: foreign.owner, query: { q: text } }))).toEqual([]);
  }
  for (const text of ["", " ", "a".repeat(101)])
    expect((await call(find, { as: author, query: { q: text } })).status).toBe(400);
});

describe("operation", () => {
  test("health touches nothing; readiness needs a supervisor that lives and tells details only to instance admins", async () => {
    expect((await call(showHealth)).body).toEqual({ status: "ok" });
    const asleep = await call(showReadiness);
    expect([asleep.status, asleep.body]).toEqual([503, { status: "not_ready" }]);
    const admin = await given.outsider({ instanceAdmin: true });
    const detailed = as<{ checks: { name: string; ok: boolean }[] }>(await call(showReadiness, { as: admin }));
    expect(detailed.checks.map((check) => [check.name, check.ok])).toEqual([
      ["database", true],
      ["migrations", true],
      ["blobs", true],
      ["worker", false],
    ]);
    const row = { id: newId("supervisor"), url: "http://127.0.0.1:1", secret: "x", isolation: "process" };
    await db().supervisor.create({ data: { ...row, machine: "test" } });
    const ready = await call(showReadiness);
    expect([ready.status, ready.body]).toEqual([200, { status: "ready" }]);
  });

  test("metrics are for instance admins and the token's bearer, and name nobody", async () => {
    const { owner, agent } = await scene();
    expect([(await call(showMetrics)).status, (await call(showMetrics, { as: owner })).status]).toEqual([401, 401]);
    settings().MUSTER_METRICS_TOKEN = "a token of metrics";
    expect((await call(showMetrics, { headers: { authorization: "Bearer a token of metricz" } })).status).toBe(401);
    const text = String((await call(showMetrics, { headers: { authorization: "Bearer a token of metrics" } })).body);
    for (const name of [
      "muster_http_requests_total",
      "muster_http_request_duration_seconds",
      "muster_agents{",
      "muster_streams",
      "process_cpu",
    ])
      expect(text).toContain(name);
    expect(text).not.toContain(agent.name);
    expect(text).not.toContain("@example.com");
    settings().MUSTER_METRICS_TOKEN = undefined;
  });

  test("the instance is shown to instance admins alone", async () => {
    const { owner } = await scene();
    expect((await call(showInstance, { as: owner })).status).toBe(403);
    const admin = await given.outsider({ instanceAdmin: true });
    expect((await call(showInstance, { as: admin })).body).toMatchObject({
      name: "Muster",
      runtime: { driver: "process" },
      storage: { driver: "directory" },
    });
  });
});

describe("the documents", () => {
  test("are for signed-in people, unless the deployment shows them to everybody", async () => {
    const { author } = await scene();
    const params = { contract: "console", asset: "swagger-ui.css" };
    for (const one of [listDocuments, showDocument, showReader, showReaderAsset]) {
      expect([
        one.path,
        (await call(one, { params })).status,
        (await call(one, { params, as: author })).status,
      ]).toEqual([one.path, 401, 200]);
    }
    await db().instance.update({ where: { id: 1 }, data: { settings: { docsPublic: true } } });
    expect((await call(listDocuments)).status).toBe(200);
    await db().instance.update({ where: { id: 1 }, data: { settings: {} } });
  });

  test("come with a tag, and unknown names are not there", async () => {
    const { author } = await scene();
    const first = await call(showDocument, { as: author, params: { contract: "submissions" } });
    expect(as<{ openapi: string }>(first).openapi).toBe("3.1.0");
    const headers = { "if-none-match": first.headers.get("etag") ?? "" };
    expect((await call(showDocument, { as: author, params: { contract: "submissions" }, headers })).status).toBe(304);
    expect((await call(showDocument, { as: author, params: { contract: "nonsense" } })).status).toBe(404);
    for (const asset of ["../package.json", "index.html", "__proto__", "swagger-ui.css.map"]) {
      expect([asset, (await call(showReaderAsset, { as: author, params: { asset } })).status]).toEqual([asset, 404]);
    }
  });
});
