import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { UPLOADS_AT_ONCE, withUploadSlot } from "@/lib/domain/packages/upload-slots";
import { call } from "@/lib/testing/call";
import { countStatements } from "@/lib/testing/count-statements";
import { given } from "@/lib/testing/given";
import { buildPackage } from "@/lib/testing/package-builder";
import { storedFiles } from "@/lib/testing/stored-files";
import { submitted } from "@/lib/testing/submitting";
import { auditOf, eventsOf, jobsWithKey, notificationsOf } from "@/lib/testing/traces";
import { remove } from "./manage";
import { maySubmit } from "./read";
import { onboard, submit } from "./submit";

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

test("a submission takes three statements: is the name free, who reviews, and all that it makes", async () => {
  const { ada, maria } = await house();
  await call(submit, { as: maria, file: await buildPackage({ name: "first" }) });
  const file = await buildPackage({ name: "second" });
  expect(await countStatements(() => call(submit, { as: maria, file }))).toBe(3);
  expect(await notificationsOf(ada.id)).toHaveLength(2);
});

test("of two submissions of one name at once one succeeds", async () => {
  const { workspace, ada, maria } = await house();
  const other = await given.member(workspace);
  for (let round = 0; round < 10; round++) {
    const file = await buildPackage({ name: `racer-${round}` });
    const answers = await Promise.all([call(submit, { as: maria, file }), call(submit, { as: other, file })]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const lost = answers.find((answer) => answer.status === 409);
    expect(lost?.body).toEqual({ status_code: 409, message: `Agent 'racer-${round}' already exists` });
  }
  // Nothing is left of those that came second.
  const names = await db().agent.findMany({ where: { workspaceId: workspace.id }, select: { name: true } });
  expect(names).toHaveLength(10);
  expect(await db().package.count({ where: { workspaceId: workspace.id } })).toBe(10);
  expect(await notificationsOf(ada.id)).toHaveLength(10);
  const made = { workspaceId: workspace.id, type: "agent_created" };
  expect(await db().event.count({ where: made })).toBe(10);
  expect(await db().auditEvent.count({ where: { workspaceId: workspace.id, action: "package.submitted" } })).toBe(10);
});

test("a fifth upload at once is refused with the time to wait", async () => {
  const { maria, ada } = await house();
  const file = await buildPackage();
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const underWay = Array.from({ length: UPLOADS_AT_ONCE }, () => withUploadSlot(maria.id, () => ended));
  const refused = await call(submit, { as: maria, file });
  expect(refused).toMatchObject({ status: 429, body: { status_code: 429, message: "Too many requests" } });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await call(onboard, { as: ada, file: await buildPackage({ name: "of-ada" }) })).status).toBe(200);
  end();
  await Promise.all(underWay);
  expect((await call(submit, { as: maria, file })).status).toBe(200);
});
