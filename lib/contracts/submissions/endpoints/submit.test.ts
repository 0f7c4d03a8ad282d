import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { dataPath } from "@/lib/env";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";
import { buildPackage } from "@/lib/testing/package-builder";
import { submitted } from "@/lib/testing/submitting";
import { auditOf, eventsOf, jobsWithKey, notificationsOf } from "@/lib/testing/traces";
import { disable, remove } from "./manage";
import { maySubmit } from "./read";
import { approve, decline } from "./review";
import { onboard, submit, version } from "./submit";

async function storedFiles(): Promise<string[]> {
  const entries = await readdir(dataPath("blobs"), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

async function house() {
  const { workspace, owner } = await given.workspace();
  const maria = await given.member(workspace, { role: "developer" });
  return { workspace, ada: owner, maria };
}

const agentOf = (number: number) => db().agent.findUniqueOrThrow({ where: { number }, include: { runtime: true } });
const numberOf = (body: unknown) => (body as { agent_id: number }).agent_id;

test("a developer's new agent is PENDING, theirs, and the reviewers hear of it", async () => {
  const { ada, maria } = await house();
  const answer = await call(submit, { as: maria, file: await buildPackage() });
  const number = numberOf(answer.body);
  expect(answer).toMatchObject({
    status: 200,
    body: {
      message: "Agent 'calculator-agent' submitted for approval",
      agent_id: number,
      agent_name: "calculator-agent",
      status: "PENDING",
    },
  });
  expect(Object.keys(answer.body as object)).toEqual(["message", "agent_id", "agent_name", "status"]);
  const agent = await agentOf(number);
  expect(agent).toMatchObject({
    ownerId: maria.id,
    reviewStatus: "PENDING",
    lifecycleState: "draft",
    hosting: "integrated",
  });
  expect(agent.runtime).toMatchObject({ desiredState: "stopped" });
  expect(await auditOf(agent.id)).toMatchObject([{ action: "package.submitted", actorId: maria.id }]);
  expect(await eventsOf(agent.id)).toEqual(["agent_created", "package_submitted"]);
  expect(await notificationsOf(ada.id)).toEqual([
    {
      kind: "package_submitted",
      title: "calculator-agent 0.1.0 waits for review",
      link: `/review/${agent.newestPackageId}`,
    },
  ]);
  expect(await jobsWithKey(`load:${agent.id}`)).toEqual([]);
  const found = await db().package.findUniqueOrThrow({ where: { id: agent.newestPackageId ?? "" } });
  expect(await storedFiles()).toContain(found.sha256);
});

test("an admin's new agent is ACTIVE at once, published, and loaded", async () => {
  const { ada } = await house();
  const answer = await call(onboard, { as: ada, file: await buildPackage() });
  expect(answer).toMatchObject({
    status: 200,
    body: { message: "Agent 'calculator-agent' onboarded successfully", status: "ACTIVE" },
  });
  const agent = await agentOf(numberOf(answer.body));
  expect(agent).toMatchObject({ reviewStatus: "ACTIVE", lifecycleState: "live", statusChangedById: ada.id });
  expect(agent.runtime).toMatchObject({ desiredState: "running", desiredPackageId: agent.newestPackageId });
  const versions = await db().agentVersion.findMany({ where: { agentId: agent.id } });
  expect(versions).toMatchObject([{ id: agent.liveVersionId, label: "v1", packageId: agent.newestPackageId }]);
  const stored = await db().package.findUniqueOrThrow({ where: { id: agent.newestPackageId ?? "" } });
  expect(stored).toMatchObject({ status: "approved", reviewedById: ada.id, installState: "queued" });
  expect(await auditOf(agent.id)).toMatchObject([
    { action: "package.submitted", after: { ownPackage: true, status: "ACTIVE" } },
  ]);
  expect(await eventsOf(agent.id)).toEqual(["agent_created", "package_submitted", "package_reviewed"]);
  expect(await jobsWithKey(`load:${agent.id}`)).toEqual([{ task: "load_agent" }]);
});

test("who may not submit is told before the upload is read", async () => {
  const { workspace } = await house();
  const viewer = await given.member(workspace, { role: "viewer" });
  const trusted = await given.member(workspace, { role: "viewer", canSubmit: true });
  const stopped = await given.member(workspace, { role: "developer", canSubmit: false });
  for (const person of [viewer, stopped]) {
    expect(await call(submit, { as: person, file: Buffer.from("not a package") })).toMatchObject({
      status: 403,
      body: { status_code: 403, message: "You are not allowed to submit agents" },
    });
    expect((await call(maySubmit, { as: person })).body).toEqual({ submitAgent: false });
  }
  expect((await call(maySubmit, { as: trusted })).body).toEqual({ submitAgent: true });
  expect((await call(submit, { as: trusted, file: await buildPackage() })).status).toBe(200);
});

test("onboarding is for admins", async () => {
  const { maria } = await house();
  expect(await call(onboard, { as: maria, file: await buildPackage() })).toMatchObject({
    status: 403,
    body: { status_code: 403, message: "Admin access required" },
  });
  expect((await call(onboard, { as: maria, query: { update: "nobody" }, file: null })).status).toBe(403);
});

test("a full workspace takes no further agent and says so beforehand", async () => {
  const { workspace } = await given.workspace({ quotaAgents: 1 });
  const maria = await given.member(workspace);
  await submitted(maria);
  expect((await call(submit, { as: maria, file: await buildPackage({ name: "second" }) })).status).toBe(403);
  expect((await call(maySubmit, { as: maria })).body).toEqual({ submitAgent: false });
});

test("a taken name is a conflict, also with the same bytes, and free elsewhere and after deletion", async () => {
  const { ada, maria } = await house();
  const file = await buildPackage();
  const first = await submitted(maria);
  const answer = await call(submit, { as: maria, file });
  expect(answer).toMatchObject({
    status: 409,
    body: { status_code: 409, message: "Agent 'calculator-agent' already exists" },
  });
  const elsewhere = await house();
  expect((await call(submit, { as: elsewhere.maria, file })).status).toBe(200);
  await call(remove, { as: ada, params: { agent_name: first.name } });
  const again = await call(submit, { as: maria, file });
  expect(again.status).toBe(200);
  expect(numberOf(again.body)).toBeGreaterThan(first.number);
});

test("a refused package names every fault in place and leaves nothing", async () => {
  const { maria } = await house();
  const before = await storedFiles();
  const file = await buildPackage({ name: "list", version: "one", description: `x ${maria.id}` });
  const answer = await call(submit, { as: maria, file });
  expect(answer).toMatchObject({ status: 422, body: { status_code: 422, message: "Validation error" } });
  const { errors } = answer.body as { errors: { type: string; loc: string[]; msg: string; input: unknown }[] };
  expect(errors.map((error) => [error.type, error.loc.join(".")])).toEqual([
    ["manifest.name", "body.file.ncp.toml.project.name"],
    ["manifest.version", "body.file.ncp.toml.project.version"],
  ]);
  expect(errors[1]?.input).toBe("one");
  expect(await storedFiles()).toEqual(before);
  expect(await db().agent.count({ where: { ownerId: maria.id } })).toBe(0);
  expect(await db().auditEvent.count({ where: { actorId: maria.id, action: { startsWith: "package." } } })).toBe(0);
});

test("without the field `file` and for other garbage the answer is 422", async () => {
  const { maria } = await house();
  expect(await call(submit, { as: maria, file: null })).toMatchObject({
    status: 422,
    body: { errors: [{ type: "missing", loc: ["body", "file"] }] },
  });
  expect(await call(submit, { as: maria, file: Buffer.from("garbage") })).toMatchObject({
    status: 422,
    body: { errors: [{ type: "archive.not_gzip_tar" }] },
  });
  expect((await call(submit, { as: maria, json: {} })).status).toBe(422);
});

test("a fix gets the place of the package that waited", async () => {
  const { ada, maria } = await house();
  const agent = await submitted(maria);
  await call(decline, { as: ada, params: { agent_id: agent.number }, json: { feedback: "No." } });
  const fix = await call(version, {
    as: maria,
    params: { agent_id: agent.name },
    file: await buildPackage({ version: "0.1.1" }),
  });
  expect(fix.body).toEqual({
    message: "Agent 'calculator-agent' updated to version 0.1.1",
    agent_id: agent.number,
    agent_name: "calculator-agent",
    version: "0.1.1",
    status: "PENDING",
  });
  const file = await buildPackage({ version: "0.1.2" });
  await call(version, { as: maria, params: { agent_id: agent.id }, file });
  const rows = await db().package.findMany({ where: { agentId: agent.id }, orderBy: { submittedAt: "asc" } });
  expect(rows.map((row) => [row.version, row.status, row.previousStatus])).toEqual([
    ["0.1.0", "declined", null],
    ["0.1.1", "superseded", "REJECTED"],
    ["0.1.2", "pending", "REJECTED"],
  ]);
  expect(rows[2]?.queuedAt).toEqual(rows[1]?.queuedAt);
  expect(rows[2]).toMatchObject({ reviewedById: null, reviewedAt: null, reason: null, feedback: null });
});

test("a pending version never stops the approved one", async () => {
  const { ada, maria } = await house();
  const agent = await submitted(maria);
  await call(approve, { as: ada, params: { agent_id: agent.number } });
  await call(version, {
    as: maria,
    params: { agent_id: agent.number },
    file: await buildPackage({ version: "0.2.0" }),
  });
  expect(await agentOf(agent.number)).toMatchObject({
    reviewStatus: "PENDING",
    runtime: { desiredState: "running", desiredPackageId: agent.packageId },
  });
});

test("the newest package again: nothing for its author, activation by an admin", async () => {
  const { ada, maria } = await house();
  const agent = await submitted(maria);
  const upload = async (person: typeof maria) =>
    call(version, { as: person, params: { agent_id: agent.number }, file: await buildPackage() });
  expect(await upload(maria)).toMatchObject({ status: 200, body: { status: "PENDING", version: "0.1.0" } });
  expect(await db().package.count({ where: { agentId: agent.id } })).toBe(1);
  expect(await auditOf(agent.id)).toHaveLength(1);
  expect(await upload(ada)).toMatchObject({ status: 200, body: { status: "ACTIVE" } });
  expect(await db().package.count({ where: { agentId: agent.id } })).toBe(1);
  expect((await auditOf(agent.id)).map((row) => row.action)).toEqual(["package.submitted", "package.approved"]);
  await call(disable, { as: ada, params: { agent_name: agent.name } });
  expect(await upload(maria)).toMatchObject({ status: 200, body: { status: "DISABLED" } });
  expect(await upload(ada)).toMatchObject({ status: 200, body: { status: "ACTIVE" } });
  expect(await upload(ada)).toMatchObject({ status: 200, body: { status: "ACTIVE" } });
  expect(await auditOf(agent.id)).toHaveLength(4);
});

test("a known version with other bytes is refused and leaves nothing", async () => {
  const { maria } = await house();
  const agent = await submitted(maria);
  const before = await storedFiles();
  const other = await buildPackage({ files: { "README.md": "other bytes" } });
  expect(await call(version, { as: maria, params: { agent_id: agent.number }, file: other })).toMatchObject({
    status: 409,
    body: { message: "Version 0.1.0 of agent 'calculator-agent' already exists with other contents" },
  });
  expect(await storedFiles()).toEqual(before);
});

test("one goes back by uploading an older package again, with a finding", async () => {
  const { ada } = await house();
  const agent = await submitted(ada);
  const upload = async (number: string) =>
    call(version, { as: ada, params: { agent_id: agent.number }, file: await buildPackage({ version: number }) });
  expect((await upload("0.2.0")).status).toBe(200);
  expect((await upload("0.1.0")).body).toMatchObject({ version: "0.1.0", status: "ACTIVE" });
  expect((await upload("0.0.5")).body).toMatchObject({ version: "0.0.5", status: "ACTIVE" });
  const rows = await db().package.findMany({ where: { agentId: agent.id }, orderBy: { submittedAt: "asc" } });
  const lower = rows.map((row) => JSON.stringify(row.findings).includes("version.lower"));
  expect(lower).toEqual([false, false, true, true]);
  expect(rows[2]?.findingCounts).toMatchObject({ medium: 1 });
  const versions = await db().agentVersion.findMany({ where: { agentId: agent.id }, orderBy: { position: "asc" } });
  expect(versions.map((row) => row.label)).toEqual(["v1", "v2", "v3", "v4"]);
});

test("another agent's package is refused", async () => {
  const { maria } = await house();
  const agent = await submitted(maria);
  const file = await buildPackage({ name: "other-agent" });
  expect(await call(version, { as: maria, params: { agent_id: agent.number }, file })).toMatchObject({
    status: 422,
    body: {
      errors: [{ type: "manifest.name", loc: ["body", "file", "ncp.toml", "project", "name"], input: "other-agent" }],
    },
  });
});

test("versions are for owners, editors and admins; strangers do not even see the agent", async () => {
  const { workspace, maria } = await house();
  const agent = await submitted(maria);
  const colleague = await given.member(workspace);
  const editor = await given.member(workspace);
  await given.share(agent.id, editor, "editor");
  const stranger = await house();
  const upload = async (person: typeof maria, number: string) =>
    call(version, { as: person, params: { agent_id: agent.number }, file: await buildPackage({ version: number }) });
  expect((await upload(colleague, "1.0.0")).status).toBe(403);
  expect(await upload(stranger.ada, "1.0.0")).toMatchObject({
    status: 404,
    body: { status_code: 404, message: `Agent '${agent.number}' not found` },
  });
  expect((await upload(editor, "1.0.0")).status).toBe(200);
});

test("onboarding with `update` adds a version by name", async () => {
  const { ada, maria } = await house();
  const agent = await submitted(maria);
  const file = await buildPackage({ version: "0.1.3" });
  expect(await call(onboard, { as: ada, query: { update: agent.name }, file })).toMatchObject({
    status: 200,
    body: { message: "Agent 'calculator-agent' updated to version 0.1.3", agent_id: agent.number, status: "ACTIVE" },
  });
  expect((await call(onboard, { as: ada, query: { update: "absent" }, file })).status).toBe(404);
  for (const update of ["", "null"]) {
    expect(await call(onboard, { as: ada, query: { update }, file })).toMatchObject({
      status: 409,
      body: { message: "Agent 'calculator-agent' already exists" },
    });
  }
  const other = await buildPackage({ name: "other-agent" });
  expect((await call(onboard, { as: ada, query: { update: agent.name }, file: other })).status).toBe(422);
});

test("of two submissions of one name at once one succeeds", async () => {
  const { workspace, maria } = await house();
  const other = await given.member(workspace);
  for (let round = 0; round < 10; round++) {
    const file = await buildPackage({ name: `racer-${round}` });
    const answers = await Promise.all([call(submit, { as: maria, file }), call(submit, { as: other, file })]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const lost = answers.find((answer) => answer.status === 409);
    expect(lost?.body).toEqual({ status_code: 409, message: `Agent 'racer-${round}' already exists` });
  }
});

test("of several versions uploaded at once exactly one waits", async () => {
  const { maria } = await house();
  const agent = await submitted(maria);
  const files = await Promise.all(
    ["1.0.0", "1.1.0", "1.2.0", "1.3.0"].map((number) => buildPackage({ version: number })),
  );
  const answers = await Promise.all(
    files.map((file) => call(version, { as: maria, params: { agent_id: agent.number }, file })),
  );
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
  const waiting = await db().package.findMany({ where: { agentId: agent.id, status: "pending" } });
  expect(waiting.map((row) => row.id)).toEqual([(await agentOf(agent.number)).newestPackageId]);
});

test("a fifth upload at once is refused with the time to wait", async () => {
  const { maria } = await house();
  const files = await Promise.all([..."abcdef"].map((letter) => buildPackage({ name: `agent-${letter}` })));
  const answers = await Promise.all(files.map((file) => call(submit, { as: maria, file })));
  const refused = answers.filter((answer) => answer.status === 429);
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(6 - refused.length);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]?.body).toEqual({ status_code: 429, message: "Too many requests" });
  expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await call(submit, { as: maria, file: await buildPackage({ name: "agent-z" }) })).status).toBe(200);
});
