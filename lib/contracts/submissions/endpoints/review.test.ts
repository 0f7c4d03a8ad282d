import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";
import { buildPackage } from "@/lib/testing/package-builder";
import { submitted } from "@/lib/testing/submitting";
import { auditOf, eventsOf, jobsWithKey, notificationsOf } from "@/lib/testing/traces";
import { disable, remove } from "./manage";
import { details } from "./read";
import { approve, decline, feedback } from "./review";
import { version } from "./submit";

async function house() {
  const { workspace, owner } = await given.workspace();
  const maria = await given.member(workspace, { role: "developer" });
  return { workspace, ada: owner, maria };
}

async function waiting() {
  const people = await house();
  return { ...people, agent: await submitted(people.maria) };
}

const agentRow = (id: string) => db().agent.findUniqueOrThrow({ where: { id }, include: { runtime: true } });
const packageRow = (id: string) => db().package.findUniqueOrThrow({ where: { id } });
const params = (agent: { number: number }) => ({ agent_id: agent.number });

test("approving publishes, loads, and tells the submitter", async () => {
  const { ada, maria, agent } = await waiting();
  expect(await call(approve, { as: ada, params: params(agent) })).toMatchObject({
    status: 200,
    body: {
      message: "Agent 'calculator-agent' approved successfully",
      agent_name: "calculator-agent",
      status: "ACTIVE",
    },
  });
  expect(await agentRow(agent.id)).toMatchObject({
    reviewStatus: "ACTIVE",
    statusChangedById: ada.id,
    lifecycleState: "live",
    runtime: { desiredState: "running", desiredPackageId: agent.packageId },
  });
  expect(await packageRow(agent.packageId)).toMatchObject({
    status: "approved",
    reviewedById: ada.id,
    installState: "queued",
  });
  expect((await auditOf(agent.id))[1]).toMatchObject({
    action: "package.approved",
    actorId: ada.id,
    before: { status: "PENDING", packageStatus: "pending" },
    after: { status: "ACTIVE", changed: true, packageId: agent.packageId },
  });
  expect((await auditOf(agent.id))[1]?.after).not.toHaveProperty("ownPackage");
  expect(await eventsOf(agent.id)).toEqual(["agent_created", "package_submitted", "package_reviewed"]);
  expect(await jobsWithKey(`load:${agent.id}`)).toEqual([{ task: "load_agent" }]);
  expect(await notificationsOf(maria.id)).toMatchObject([
    { kind: "package_approved", link: `/submissions/${agent.packageId}` },
  ]);
  const steps = await db().packageStep.findMany({ where: { packageId: agent.packageId }, orderBy: { id: "asc" } });
  expect(steps.map((step) => step.step)).toEqual(["submitted", "scanned", "approved"]);
});

test("approving an ACTIVE agent succeeds, changes nothing, and is audited as that", async () => {
  const { ada, maria, agent } = await waiting();
  await call(approve, { as: ada, params: params(agent) });
  const before = await agentRow(agent.id);
  expect((await call(approve, { as: ada, params: params(agent) })).body).toMatchObject({ status: "ACTIVE" });
  expect(await agentRow(agent.id)).toEqual(before);
  expect((await auditOf(agent.id))[2]).toMatchObject({ action: "package.approved", after: { changed: false } });
  expect(await notificationsOf(maria.id)).toHaveLength(1);
});

test("a long reason is cut in the timeline, and no character of it in half", async () => {
  const { ada, maria } = await house();
  const agent = await submitted(maria);
  const reason = `${"x".repeat(499)}😀 and so on`;
  const answer = await call(decline, { as: ada, params: params(agent), json: { feedback: reason } });
  expect(answer.status).toBe(200);
  expect(await packageRow(agent.packageId)).toMatchObject({ reason });
  const step = await db().packageStep.findFirst({ where: { packageId: agent.packageId, step: "declined" } });
  expect(step?.note).toBe("x".repeat(499));
});

test("declining needs a reason, which the submitter can read", async () => {
  const { ada, maria, agent } = await waiting();
  for (const json of [{}, { feedback: "" }, { feedback: " \n" }, { feedback: "x".repeat(10_001) }, { feedback: 5 }]) {
    const answer = await call(decline, { as: ada, params: params(agent), json });
    expect(answer).toMatchObject({
      status: 422,
      body: { message: "Validation error", errors: [{ loc: ["body", "feedback"] }] },
    });
  }
  expect((await agentRow(agent.id)).reviewStatus).toBe("PENDING");
  const reason = "divide() must not return null";
  expect(await call(decline, { as: ada, params: params(agent), json: { feedback: ` ${reason} ` } })).toMatchObject({
    status: 200,
    body: { message: "Agent 'calculator-agent' declined", agent_name: "calculator-agent", status: "REJECTED" },
  });
  expect(await packageRow(agent.packageId)).toMatchObject({ status: "declined", reason });
  const thread = await db().threadEntry.findMany({
    where: { packageId: agent.packageId },
    orderBy: { createdAt: "asc" },
  });
  expect(thread.map((entry) => [entry.kind, entry.body])).toEqual([
    ["submit", "Version 0.1.0"],
    ["decline", reason],
  ]);
  expect((await auditOf(agent.id))[1]).toMatchObject({
    action: "package.declined",
    after: { reason, status: "REJECTED" },
  });
  expect(await notificationsOf(maria.id)).toMatchObject([{ kind: "package_declined" }]);
  expect((await call(details, { as: ada, params: { agent_name: agent.name } })).body).toMatchObject({
    status: "REJECTED",
    rejection_reason: reason,
    reviewed_by: ada.email,
  });
});

test("declining again replaces the reason; approving reverses the decision", async () => {
  const { ada, agent } = await waiting();
  await call(decline, { as: ada, params: params(agent), json: { feedback: "first" } });
  await call(decline, { as: ada, params: params(agent), json: { feedback: "second" } });
  expect((await packageRow(agent.packageId)).reason).toBe("second");
  expect((await call(approve, { as: ada, params: params(agent) })).body).toMatchObject({ status: "ACTIVE" });
  expect(await packageRow(agent.packageId)).toMatchObject({ status: "approved", reason: null });
  expect((await auditOf(agent.id)).at(-1)).toMatchObject({ action: "package.approved", after: { reversed: true } });
});

test("declining an ACTIVE or DISABLED agent withdraws and unloads it", async () => {
  for (const disabled of [false, true]) {
    const { ada, agent } = await waiting();
    await call(approve, { as: ada, params: params(agent) });
    await db().agent.update({ where: { id: agent.id }, data: { runningPackageId: agent.packageId } });
    if (disabled) await call(disable, { as: ada, params: { agent_name: agent.name } });
    await call(decline, { as: ada, params: params(agent), json: { feedback: "withdrawn" } });
    expect(await agentRow(agent.id)).toMatchObject({
      reviewStatus: "REJECTED",
      runningPackageId: null,
      runtime: { desiredState: "stopped", desiredPackageId: null },
    });
  }
});

test("declining a pending version leaves the approved one running", async () => {
  const { ada, maria, agent } = await waiting();
  await call(approve, { as: ada, params: params(agent) });
  const file = await buildPackage({ version: "0.2.0" });
  await call(version, { as: maria, params: params(agent), file });
  await call(decline, { as: ada, params: params(agent), json: { feedback: "not this one" } });
  expect(await agentRow(agent.id)).toMatchObject({
    reviewStatus: "REJECTED",
    runtime: { desiredState: "running", desiredPackageId: agent.packageId },
  });
});

test("a decision about bytes that are no longer the newest is refused and decides nothing", async () => {
  const { ada, maria, agent } = await waiting();
  const { sha256 } = await packageRow(agent.packageId);
  await call(version, { as: maria, params: params(agent), file: await buildPackage({ version: "0.2.0" }) });
  for (const [endpoint, json] of [
    [approve, { sha256 }],
    [decline, { sha256, feedback: "no" }],
  ] as const) {
    expect((await call(endpoint, { as: ada, params: params(agent), json })).status).toBe(409);
  }
  expect((await agentRow(agent.id)).reviewStatus).toBe("PENDING");
  expect((await call(approve, { as: ada, params: params(agent), json: { sha256: "zz" } })).status).toBe(422);
  const newest = await packageRow((await agentRow(agent.id)).newestPackageId ?? "");
  const json = { sha256: newest.sha256.toUpperCase(), status: "REJECTED", reviewedById: maria.id };
  expect((await call(approve, { as: ada, params: params(agent), json })).body).toMatchObject({ status: "ACTIVE" });
});

test("an admin who approves their own package is marked in the audit trail", async () => {
  const { workspace } = await house();
  const admin = await given.member(workspace, { role: "admin" });
  const agent = await submitted(admin);
  await call(decline, { as: admin, params: params(agent), json: { feedback: "not yet" } });
  await call(approve, { as: admin, params: params(agent) });
  expect((await auditOf(agent.id)).map((row) => row.after)).toMatchObject([
    { ownPackage: true },
    { ownPackage: true },
    { ownPackage: true },
  ]);
  expect(await notificationsOf(admin.id)).toEqual([]);
});

test("reviewing is for admins of the agent's workspace, before the body is looked at", async () => {
  const { workspace, ada, maria, agent } = await waiting();
  const stranger = await house();
  const viewer = await given.member(workspace, { role: "viewer" });
  for (const endpoint of [approve, decline, feedback]) {
    for (const person of [maria, viewer]) {
      expect(await call(endpoint, { as: person, params: params(agent), json: { feedback: 3 } })).toMatchObject({
        status: 403,
        body: { status_code: 403, message: "Admin access required" },
      });
    }
    for (const [person, ref] of [
      [stranger.ada, agent.number],
      [stranger.ada, agent.id],
      [ada, "absent"],
      [ada, 2_000_000_000],
      [ada, "99999999999999999999"],
    ] as const) {
      const answer = await call(endpoint, { as: person, params: { agent_id: ref }, json: { feedback: 3 } });
      expect(answer).toMatchObject({ status: 404, body: { message: `Agent '${ref}' not found` } });
    }
    expect((await call(endpoint, { params: params(agent), json: {} })).status).toBe(401);
  }
  expect((await auditOf(agent.id)).filter((row) => row.outcome === "denied")).toHaveLength(6);
});

test("an agent without a package and a deleted one are not there", async () => {
  const { ada, agent } = await waiting();
  const bare = await given.agent(ada.ctx);
  expect((await call(approve, { as: ada, params: params(bare) })).status).toBe(404);
  await call(remove, { as: ada, params: { agent_name: agent.name } });
  expect((await call(approve, { as: ada, params: params(agent) })).status).toBe(404);
});

test("feedback is kept, told, and decides nothing; twice is two entries", async () => {
  const { ada, maria, agent } = await waiting();
  const send = (json: unknown) => call(feedback, { as: ada, params: params(agent), json });
  expect(await send({ message: " Please add an example. ", feedback_type: "improvement" })).toMatchObject({
    status: 200,
    body: { message: "Feedback submitted for agent 'calculator-agent'", agent_name: "calculator-agent" },
  });
  await send({ message: "And tests.", feedback_type: "my own word" });
  const shown = (await call(details, { as: ada, params: { agent_name: agent.name } })).body;
  expect(shown).toMatchObject({
    status: "PENDING",
    feedback_message: "And tests.",
    rejection_reason: null,
    reviewed_by: null,
  });
  const thread = await db().threadEntry.findMany({
    where: { packageId: agent.packageId },
    orderBy: { createdAt: "asc" },
  });
  expect(thread.map((entry) => [entry.kind, entry.feedbackType, entry.body])).toEqual([
    ["submit", null, "Version 0.1.0"],
    ["comment", "improvement", "Please add an example."],
    ["comment", "my own word", "And tests."],
  ]);
  expect((await auditOf(agent.id)).map((row) => row.action)).toEqual([
    "package.submitted",
    "package.commented",
    "package.commented",
  ]);
  expect((await eventsOf(agent.id)).slice(2)).toEqual(["package_commented", "package_commented"]);
  expect(await notificationsOf(maria.id)).toHaveLength(2);
  for (const json of [
    { message: "x" },
    { message: " ", feedback_type: "bug" },
    { message: "x", feedback_type: "y".repeat(51) },
    { message: "\ud800", feedback_type: "bug" },
    [],
  ]) {
    expect((await send(json)).status).toBe(422);
  }
});

test("feedback on an older package is not shown for the newest", async () => {
  const { ada, maria, agent } = await waiting();
  await call(feedback, { as: ada, params: params(agent), json: { message: "old", feedback_type: "bug" } });
  await call(version, { as: maria, params: params(agent), file: await buildPackage({ version: "0.2.0" }) });
  expect((await call(details, { as: ada, params: { agent_name: agent.name } })).body).toMatchObject({
    feedback_message: null,
    version: "0.2.0",
  });
  expect(await db().threadEntry.count({ where: { packageId: agent.packageId } })).toBe(2);
});
