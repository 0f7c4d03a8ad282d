import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";
import { buildPackage } from "@/lib/testing/package-builder";
import { storedFiles } from "@/lib/testing/stored-files";
import { submitted } from "@/lib/testing/submitting";
import { auditOf } from "@/lib/testing/traces";
import { disable } from "./manage";
import { approve, decline } from "./review";
import { onboard, version } from "./submit";

async function house() {
  const { workspace, owner } = await given.workspace();
  const maria = await given.member(workspace, { role: "developer" });
  return { workspace, ada: owner, maria };
}

const agentOf = (number: number) => db().agent.findUniqueOrThrow({ where: { number }, include: { runtime: true } });
const _numberOf = (body: unknown) => (body as { agent_id: number }).agent_id;

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
