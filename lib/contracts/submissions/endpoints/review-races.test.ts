import { expect, test } from "vitest";
import { version } from "@/lib/contracts/submissions/endpoints/submit";
import { db } from "@/lib/db";
import { byId } from "@/lib/domain/agents/rules";
import { giveFeedback } from "@/lib/domain/packages/give-feedback";
import { approvePackage, declinePackage } from "@/lib/domain/packages/review-package";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";
import { buildPackage } from "@/lib/testing/package-builder";
import { submitted } from "@/lib/testing/submitting";
import { auditOf, jobsWithKey } from "@/lib/testing/traces";

async function waiting() {
  const { workspace, owner } = await given.workspace();
  const maria = await given.member(workspace);
  return { workspace, ada: owner, maria, agent: await submitted(maria) };
}

/** The same agent waiting once more, for many rounds without many uploads. */
async function waitAgain(agent: { id: string; packageId: string }): Promise<void> {
  await db().package.update({ where: { id: agent.packageId }, data: { status: "pending", reason: null } });
  await db().agent.update({ where: { id: agent.id }, data: { reviewStatus: "PENDING" } });
}

// The long form of these races: MUSTER_TEST_ROUNDS=500.
const ROUNDS = Number(process.env.MUSTER_TEST_ROUNDS ?? 40);

test(`of approve and decline at once exactly one decides on what waited, ${ROUNDS} rounds`, async () => {
  const { ada, agent } = await waiting();
  const where = { packageId: agent.packageId };
  const expected = { where, expectedStatus: "pending" } as const;
  for (let round = 0; round < ROUNDS; round++) {
    await waitAgain(agent);
    const answers = await Promise.allSettled([
      approvePackage(ada.ctx, expected),
      declinePackage(ada.ctx, { ...expected, reason: "no" }),
    ]);
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
    expect(answers.find((answer) => answer.status === "rejected")).toMatchObject({
      reason: { fault: "state_changed" },
    });
  }
});

test(`without an expectation the later one acts on the result, and the audit tells the order, ${ROUNDS} rounds`, async () => {
  const { ada, agent } = await waiting();
  const where = { agent: byId(agent.id) };
  const before = (await auditOf(agent.id)).length;
  for (let round = 0; round < ROUNDS; round++) {
    await waitAgain(agent);
    await Promise.all([approvePackage(ada.ctx, { where }), declinePackage(ada.ctx, { where, reason: "no" })]);
    const rows = (await auditOf(agent.id)).slice(before + 2 * round);
    const { reviewStatus } = await db().agent.findUniqueOrThrow({ where: { id: agent.id } });
    expect(rows.map((row) => row.action).sort()).toEqual(["package.approved", "package.declined"]);
    expect(rows[0]?.before).toMatchObject({ status: "PENDING" });
    expect(rows[1]?.after).toMatchObject({ status: reviewStatus });
  }
});

test("20 approvals at once are one decision and one job", async () => {
  const { ada, agent } = await waiting();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => approvePackage(ada.ctx, { where: { agent: byId(agent.id) } })),
  );
  expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => "ACTIVE"));
  expect(answers.filter((answer) => answer.changed)).toHaveLength(1);
  expect(await jobsWithKey(`load:${agent.id}`)).toHaveLength(1);
  expect(await db().agentVersion.count({ where: { agentId: agent.id } })).toBe(1);
  const rows = (await auditOf(agent.id)).filter((row) => row.action === "package.approved");
  expect(rows.filter((row) => JSON.stringify(row.after).includes('"changed":true'))).toHaveLength(1);
  expect(rows).toHaveLength(20);
});

test("a package that is not the newest cannot be decided on, and the newest is named", async () => {
  const { ada, maria, agent } = await waiting();
  await call(version, { as: maria, params: { agent_id: agent.id }, file: await buildPackage({ version: "0.2.0" }) });
  const { newestPackageId } = await db().agent.findUniqueOrThrow({ where: { id: agent.id } });
  const newest = await db().package.findUniqueOrThrow({ where: { id: newestPackageId ?? "" } });
  const { sha256 } = await db().package.findUniqueOrThrow({ where: { id: agent.packageId } });
  await expect(approvePackage(ada.ctx, { where: { packageId: agent.packageId }, sha256 })).rejects.toMatchObject({
    fault: "package_changed",
    details: { facts: { packageId: newest.id, sha256: newest.sha256 } },
  });
  await expect(approvePackage(ada.ctx, { where: { packageId: newest.id }, sha256 })).rejects.toMatchObject({
    fault: "package_changed",
  });
});

test("an expectation that no longer holds is refused with the present status", async () => {
  const { ada, agent } = await waiting();
  const where = { packageId: agent.packageId };
  await declinePackage(ada.ctx, { where, reason: "no" });
  await expect(approvePackage(ada.ctx, { where, expectedStatus: "pending" })).rejects.toMatchObject({
    fault: "state_changed",
    details: { facts: { status: "declined" } },
  });
  await expect(giveFeedback(ada.ctx, { where, body: "x", expectedStatus: "pending" })).rejects.toMatchObject({
    fault: "state_changed",
  });
  expect(await approvePackage(ada.ctx, { where, expectedStatus: "declined" })).toMatchObject({ status: "ACTIVE" });
});

test("remarks about places go with the decision", async () => {
  const { ada, agent } = await waiting();
  const remarks = [{ path: "agents/main_agent.py", line: 12, body: "Nice" }];
  await approvePackage(ada.ctx, { where: { packageId: agent.packageId }, body: "Looks good", remarks });
  const thread = await db().threadEntry.findMany({ where: { packageId: agent.packageId }, orderBy: { id: "asc" } });
  expect(thread.slice(1)).toMatchObject([
    { kind: "approve", body: "Looks good", path: null },
    { kind: "comment", body: "Nice", path: "agents/main_agent.py", line: 12 },
  ]);
});

test("a package of another workspace is not there, nor is an absent or malformed id", async () => {
  const { agent } = await waiting();
  const other = await given.workspace();
  for (const packageId of [agent.packageId, "pkg_01jm0000000000000000000000", "x"]) {
    await expect(approvePackage(other.ctx, { where: { packageId } })).rejects.toMatchObject({
      fault: "not_found",
      message: `Package '${packageId}' not found`,
    });
  }
});

test("an instance admin from outside may review, and the audit says override", async () => {
  const { agent } = await waiting();
  const root = await given.outsider({ instanceAdmin: true });
  await approvePackage(root.ctx, { where: { packageId: agent.packageId } });
  expect((await auditOf(agent.id)).at(-1)).toMatchObject({ action: "package.approved", override: true });
});

test("withdrawn packages cannot be decided on", async () => {
  const { ada, agent } = await waiting();
  await db().package.update({ where: { id: agent.packageId }, data: { status: "withdrawn" } });
  const where = { packageId: agent.packageId };
  await expect(approvePackage(ada.ctx, { where })).rejects.toMatchObject({ fault: "conflict" });
  await expect(declinePackage(ada.ctx, { where, reason: "no" })).rejects.toMatchObject({ fault: "conflict" });
});
