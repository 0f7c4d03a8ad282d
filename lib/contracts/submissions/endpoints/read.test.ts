import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { countStatements } from "@/lib/testing/count-statements";
import { given } from "@/lib/testing/given";
import { buildPackage } from "@/lib/testing/package-builder";
import { submitted } from "@/lib/testing/submitting";
import { auditOf } from "@/lib/testing/traces";
import { disable } from "./manage";
import { backgroundEligible, details, download, list, maySubmit, myAgents, reviewList } from "./read";
import { approve } from "./review";
import { version } from "./submit";

async function house() {
  const { workspace, owner } = await given.workspace();
  const maria = await given.member(workspace, { role: "developer" });
  return { workspace, ada: owner, maria };
}

const names = (body: unknown) => (body as { agents: { name: string }[] }).agents.map((agent) => agent.name);
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/;

test("the list holds every agent with a package of this workspace, newest first, in full", async () => {
  const { ada, maria } = await house();
  await submitted(maria, { name: "first" });
  await submitted(ada, { name: "second", description: "Ünïcode — description" });
  await given.agent(ada.ctx);
  await submitted((await house()).maria, { name: "foreign" });
  const { status, body } = await call(list, { as: ada });
  expect(status).toBe(200);
  expect(names(body)).toEqual(["second", "first"]);
  const { agents, total } = body as { agents: Record<string, unknown>[]; total: number };
  expect(total).toBe(2);
  expect(agents[0]).toEqual({
    agent_id: expect.any(Number),
    name: "second",
    description: "Ünïcode — description",
    status: "ACTIVE",
    version: "0.1.0",
    submitted_by: ada.email,
    created_at: expect.stringMatching(MOMENT),
    updated_at: expect.stringMatching(MOMENT),
    supports_background: true,
  });
  expect(Math.abs(Date.parse(`${agents[0]?.created_at}Z`) - Date.now())).toBeLessThan(60_000);
});

test("the review list leaves DISABLED agents out and knows who reviewed", async () => {
  const { ada, maria } = await house();
  await submitted(maria, { name: "waits" });
  await submitted(ada, { name: "active" });
  await submitted(ada, { name: "off" });
  await call(disable, { as: ada, params: { agent_name: "off" } });
  const { body } = await call(reviewList, { as: ada });
  expect(names(body)).toEqual(["active", "waits"]);
  const { agents } = body as { agents: Record<string, unknown>[] };
  expect(agents[0]).toMatchObject({
    reviewed_by: ada.email,
    reviewed_at: expect.stringMatching(MOMENT),
    rejection_reason: null,
    status_changed_by: ada.email,
    status_changed_at: expect.stringMatching(MOMENT),
    submitted_at: expect.stringMatching(MOMENT),
    assigned_roles: [],
  });
  expect(agents[1]).toMatchObject({
    reviewed_by: null,
    reviewed_at: null,
    status_changed_by: null,
    status_changed_at: null,
  });
  expect(names((await call(list, { as: ada })).body)).toContain("off");
});

test("admin lists and details are for admins, also towards the owner", async () => {
  const { ada, maria } = await house();
  const agent = await submitted(maria);
  for (const endpoint of [list, reviewList]) expect((await call(endpoint, { as: maria })).status).toBe(403);
  const params = { agent_name: agent.name };
  expect(await call(details, { as: maria, params })).toMatchObject({
    status: 403,
    body: { message: "Admin access required" },
  });
  const stranger = await house();
  expect(await call(details, { as: stranger.ada, params })).toMatchObject({
    status: 404,
    body: { message: "Agent 'calculator-agent' not found" },
  });
  for (const ref of [agent.name, agent.number, agent.id]) {
    expect((await call(details, { as: ada, params: { agent_name: ref } })).body).toEqual({
      agent_id: agent.number,
      name: agent.name,
      description: "Exact arithmetic with a step-by-step trace",
      status: "PENDING",
      version: "0.1.0",
      submitted_by: maria.email,
      created_at: expect.stringMatching(MOMENT),
      updated_at: expect.stringMatching(MOMENT),
      error_message: null,
      reviewed_by: null,
      reviewed_at: null,
      rejection_reason: null,
      feedback_message: null,
      supports_background: true,
    });
  }
});

test("a number or id may lie in another workspace of the caller, a name may not", async () => {
  const { ada } = await house();
  const other = await house();
  const agent = await submitted(other.ada);
  await db().membership.create({ data: { workspaceId: other.workspace.id, userId: ada.id, role: "admin" } });
  const both = await given.signedIn(ada.id, ada.ctx.workspaceId);
  const show = (ref: string | number) => call(details, { as: both, params: { agent_name: ref } });
  expect((await show(agent.number)).status).toBe(200);
  expect((await show(agent.id)).status).toBe(200);
  expect((await show(agent.name)).status).toBe(404);
  const headers = { "x-workspace-id": other.workspace.slug };
  expect((await call(details, { as: both, params: { agent_name: agent.name }, headers })).status).toBe(200);
  expect(await call(list, { as: both, headers: { "x-workspace-id": "nobodys" } })).toMatchObject({
    status: 403,
    body: { message: "No access to this workspace" },
  });
});

test("a failed load is shown until it loads or is tried again", async () => {
  const { ada } = await house();
  const agent = await submitted(ada);
  const message = async () =>
    ((await call(details, { as: ada, params: { agent_name: agent.name } })).body as { error_message: string | null })
      .error_message;
  expect(await message()).toBeNull();
  const failed = { installState: "failed", installError: "No module named 'x'" };
  await db().package.update({ where: { id: agent.packageId }, data: failed });
  expect(await message()).toBe("No module named 'x'");
  await call(disable, { as: ada, params: { agent_name: agent.name } });
  expect(await message()).toBeNull();
  await call(approve, { as: ada, params: { agent_id: agent.name } });
  expect(await message()).toBeNull();
});

test("an agent that loaded and then died says why", async () => {
  const { ada } = await house();
  const agent = await submitted(ada);
  await db().package.update({ where: { id: agent.packageId }, data: { installState: "loaded" } });
  const runtime = { where: { agentId: agent.id } };
  await db().runtime.update({ ...runtime, data: { observedState: "exited", error: "Killed: out of memory" } });
  const show = () => call(details, { as: ada, params: { agent_name: agent.name } });
  expect((await show()).body).toMatchObject({ error_message: "Killed: out of memory" });
  await db().runtime.update({ ...runtime, data: { observedState: "running", loadedPackageId: agent.packageId } });
  expect((await show()).body).toMatchObject({ error_message: null });
});

test("one's own submissions are exactly that, for admins too, whoever uploads later versions", async () => {
  const { ada, maria } = await house();
  const agent = await submitted(maria);
  await call(version, { as: ada, params: { agent_id: agent.name }, file: await buildPackage({ version: "0.2.0" }) });
  await db().agent.update({ where: { id: agent.id }, data: { ownerId: ada.id } });
  expect((await call(myAgents, { as: maria })).body).toMatchObject({
    total: 1,
    agents: [{ submitted_by: maria.email, version: "0.2.0", status: "ACTIVE" }],
  });
  expect((await call(myAgents, { as: ada })).body).toEqual({ agents: [], total: 0 });
});

test("eligible for background runs are ACTIVE agents of the workspace", async () => {
  const { ada, maria } = await house();
  await submitted(maria, { name: "waits" });
  await submitted(ada, { name: "active" });
  expect(names((await call(backgroundEligible, { as: maria })).body)).toEqual(["active"]);
  expect((await call(backgroundEligible, { as: (await house()).maria })).body).toEqual({ agents: [], total: 0 });
});

test("without a workspace there is nothing to submit to", async () => {
  const nobody = await given.outsider();
  expect((await call(maySubmit, { as: nobody })).body).toEqual({ submitAgent: false });
});

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("the download is the file as it was uploaded", async () => {
  const { ada, maria } = await house();
  const file = await buildPackage();
  const agent = await submitted(maria);
  for (const person of [ada, maria]) {
    const answer = await call(download, { as: person, params: { agent_id: agent.number } });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(file);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": 'attachment; filename="calculator-agent-0.1.0.ncp"',
      "content-length": String(file.length),
      etag: `"sha256-${sha256(file)}"`,
      "x-package-sha256": sha256(file),
      "x-content-type-options": "nosniff",
    });
    expect(answer.headers.has("x-package-redacted")).toBe(false);
  }
  expect((await auditOf(agent.id)).map((row) => row.action)).toEqual([
    "package.submitted",
    "package.downloaded",
    "package.downloaded",
  ]);
});

test("a download takes three statements, the last of which is its audit row", async () => {
  const { ada } = await house();
  const agent = await submitted(ada);
  const params = { agent_id: agent.number };
  await call(download, { as: ada, params });
  expect(await countStatements(() => call(download, { as: ada, params }))).toBe(3);
  expect((await auditOf(agent.id)).filter(({ action }) => action === "package.downloaded")).toHaveLength(2);
});

test("who has the file already gets 304, and that is no download", async () => {
  const { ada } = await house();
  const agent = await submitted(ada);
  const headers = { "if-none-match": `"sha256-${sha256(await buildPackage())}"` };
  const answer = await call(download, { as: ada, params: { agent_id: agent.number }, headers });
  expect(answer.status).toBe(304);
  expect(await auditOf(agent.id)).toHaveLength(1);
});

test("one part of the file is sent where it is asked for, of these very bytes", async () => {
  const { ada } = await house();
  const file = await buildPackage();
  const agent = await submitted(ada);
  const ask = (headers: Record<string, string>) =>
    call(download, { as: ada, params: { agent_id: agent.number }, headers });
  const middle = await ask({ range: "bytes=10-19" });
  expect(middle.status).toBe(206);
  expect(middle.body).toEqual(file.subarray(10, 20));
  expect(middle.headers.get("content-range")).toBe(`bytes 10-19/${file.length}`);
  expect(middle.headers.get("content-length")).toBe("10");
  expect((await ask({ range: "bytes=-5" })).body).toEqual(file.subarray(-5));
  const tag = `"sha256-${sha256(file)}"`;
  expect((await ask({ range: "bytes=10-", "if-range": tag })).body).toEqual(file.subarray(10));
  expect((await ask({ range: "bytes=10-", "if-range": '"sha256-of others"' })).body).toEqual(file);
  for (const whole of ["bytes=0-1,5-6", "lines=1-2", "bytes", ""]) {
    expect(await ask({ range: whole })).toMatchObject({ status: 200, body: file });
  }
  const beyond = await ask({ range: `bytes=${file.length}-` });
  expect(beyond.status).toBe(416);
  expect(beyond.headers.get("content-range")).toBe(`bytes */${file.length}`);
  const downloads = (await auditOf(agent.id)).filter(({ action }) => action === "package.downloaded");
  expect(downloads).toHaveLength(8);
});

test("an older version can be fetched by its number", async () => {
  const { ada, maria } = await house();
  const agent = await submitted(maria);
  await call(version, { as: maria, params: { agent_id: agent.name }, file: await buildPackage({ version: "0.2.0" }) });
  const fetch = (query: Record<string, string>) => call(download, { as: ada, params: { agent_id: agent.name }, query });
  expect((await fetch({ version: "0.1.0" })).body).toEqual(await buildPackage());
  expect((await fetch({})).body).toEqual(await buildPackage({ version: "0.2.0" }));
  expect((await fetch({ version: "9.9.9" })).status).toBe(404);
});

test("a filled platform key is for its uploader's eyes only", async () => {
  const { ada, maria } = await house();
  const recipe = { toml: '[platform]\nurl = "https://x"\napi_key = "plk_0123456789abcdef"' };
  const file = await buildPackage(recipe);
  const agent = await submitted(maria, recipe);
  const params = { agent_id: agent.number };
  const own = await call(download, { as: maria, params });
  expect(own.body).toEqual(file);
  expect(own.headers.has("x-package-redacted")).toBe(false);
  const other = await call(download, { as: ada, params });
  expect(other.headers.get("x-package-redacted")).toBe("platform.api_key");
  expect(other.headers.get("x-package-sha256")).toBe(sha256(file));
  expect(other.headers.get("etag")).not.toBe(own.headers.get("etag"));
  const text = gunzipSync(other.body as Buffer).toString();
  expect(text).toContain('api_key = ""');
  expect(text).not.toContain("plk_0123456789abcdef");
});

test("downloads are for owners, editors and admins", async () => {
  const { workspace, maria } = await house();
  const agent = await submitted(maria);
  const colleague = await given.member(workspace);
  const params = { agent_id: agent.number };
  expect((await call(download, { as: colleague, params })).status).toBe(403);
  await given.share(agent.id, colleague, "editor");
  expect((await call(download, { as: colleague, params })).status).toBe(200);
  expect((await call(download, { as: (await house()).ada, params })).status).toBe(404);
});

test("a lost file is a fault of the store, not of the caller", async () => {
  const { ada } = await house();
  const agent = await submitted(ada);
  await db().package.update({ where: { id: agent.packageId }, data: { sha256: "0".repeat(64) } });
  const answer = await call(download, { as: ada, params: { agent_id: agent.number } });
  expect(answer).toMatchObject({ status: 503, body: { status_code: 503, message: "Service unavailable" } });
  expect(answer.headers.has("retry-after")).toBe(true);
});
