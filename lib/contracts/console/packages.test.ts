import { describe, expect, test } from "vitest";
import * as agents from "@/lib/contracts/console/endpoints/agents";
import * as talk from "@/lib/contracts/console/endpoints/package-talk";
import * as packages from "@/lib/contracts/console/endpoints/packages";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { PackageResource } from "@/lib/contracts/console/wire/package";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";
import { as, givenSubmission, seenBy, submitVersion } from "@/lib/testing/review-scene";
import { submitted } from "@/lib/testing/submitting";
import { auditOf, eventsOf, notificationsOf } from "@/lib/testing/traces";

process.env.MUSTER_RATE_LIMIT = "0";

const review = (person: Person, id: string, json: unknown) =>
  call(packages.reviewPackage, { as: person, params: { id }, json });

describe("a submitted package", () => {
  test("waits in the queue of those who review, and of nobody else", async () => {
    const { author, admin, agent } = await givenSubmission();
    const queue = await call(packages.listReview, { as: admin });
    expect(as<{ data: unknown[] }>(queue).data).toMatchObject([
      { kind: "package", id: agent.packageId, previousVersion: null, link: `/review/${agent.packageId}` },
    ]);
    expect((await call(packages.listReview, { as: author })).status).toBe(403);
    const elsewhere = await given.workspace();
    expect(as<{ data: unknown[] }>(await call(packages.listReview, { as: elsewhere.owner })).data).toEqual([]);
  });

  test("shows its submitter and its reviewer what each may do", async () => {
    const { author, admin, agent } = await givenSubmission();
    const forAuthor = await seenBy(author, agent.packageId);
    const forAdmin = await seenBy(admin, agent.packageId);
    expect(forAuthor.may).toEqual(["comment", "withdraw", "submitVersion", "download"]);
    expect(forAdmin.may).toEqual(["review", "comment", "claim", "rescan", "submitVersion", "download"]);
    expect(forAdmin.timeline.map((step) => step.step)).toEqual(["submitted", "scanned"]);
    expect(forAdmin).toMatchObject({
      status: "pending",
      newest: true,
      running: null,
      install: null,
      submittedBy: { id: author.id },
    });
  });

  test("is in the list of its submitter and of admins, not of other members", async () => {
    const { workspace, author, admin, agent } = await givenSubmission();
    const colleague = await given.member(workspace, { role: "developer" });
    const ids = async (person: Person, query = {}) =>
      as<{ data: { id: string }[] }>(await call(packages.listPackages, { as: person, query })).data.map(
        (one) => one.id,
      );
    expect([await ids(author), await ids(admin), await ids(colleague)]).toEqual([
      [agent.packageId],
      [agent.packageId],
      [],
    ]);
    expect(await ids(admin, { submittedBy: "me" })).toEqual([]);
    expect(
      await ids(author, {
        submittedBy: "me",
        status: ["pending", "approved"],
        q: agent.name.slice(1, 4).toUpperCase(),
      }),
    ).toEqual([agent.packageId]);
    expect(await ids(author, { q: "%" })).toEqual([]);
  });
});

describe("a decision", () => {
  test("counts for the bytes that were read, in the state that was shown", async () => {
    const { author, admin, agent } = await givenSubmission();
    const { sha256 } = await seenBy(admin, agent.packageId);
    expect(await review(admin, agent.packageId, { decision: "approve", sha256: "0".repeat(64) })).toMatchObject({
      status: 409,
      body: { error: { code: "package_changed", packageId: agent.packageId, sha256 } },
    });
    const approved = await review(admin, agent.packageId, { decision: "approve", sha256, expectedStatus: "pending" });
    expect(as<PackageResource>(approved)).toMatchObject({ status: "approved", reviewedBy: { id: admin.id } });
    expect(
      await review(admin, agent.packageId, { decision: "decline", sha256, expectedStatus: "pending", body: "late" }),
    ).toMatchObject({
      status: 409,
      body: { error: { code: "state_changed", status: "approved" } },
    });
    expect((await notificationsOf(author.id)).map((one) => one.kind)).toEqual(["package_approved"]);
  });

  test.each([{}, { body: "" }, { body: "  \n " }, { body: "a".repeat(10_001) }])(
    "to decline needs a reason: %o is none",
    async (given) => {
      const { admin, agent } = await givenSubmission();
      const { sha256 } = await seenBy(admin, agent.packageId);
      expect((await review(admin, agent.packageId, { decision: "decline", sha256, ...given })).status).toBe(400);
      expect((await seenBy(admin, agent.packageId)).status).toBe("pending");
    },
  );

  test("is not the submitter's", async () => {
    const { author, agent } = await givenSubmission();
    const { sha256 } = await seenBy(author, agent.packageId);
    expect((await review(author, agent.packageId, { decision: "approve", sha256 })).status).toBe(403);
  });

  test("may be left open with a comment", async () => {
    const { admin, author, agent } = await givenSubmission();
    const { sha256 } = await seenBy(admin, agent.packageId);
    const comments = [{ path: "README.md", line: 1, body: "Nice" }];
    const answer = await review(admin, agent.packageId, { decision: "comment", sha256, body: "Looking", comments });
    expect(as<PackageResource>(answer).status).toBe("pending");
    const thread = as<{ data: { body: string; path: string | null }[] }>(
      await call(talk.showThread, { as: author, params: { id: agent.packageId } }),
    );
    expect(thread.data.map((one) => [one.body, one.path])).toEqual(
      expect.arrayContaining([
        ["Looking", null],
        ["Nice", "README.md"],
      ]),
    );
  });
});

describe("the conversation", () => {
  const write = (person: Person, id: string, json: unknown) => call(talk.comment, { as: person, params: { id }, json });

  test("is of submitter and reviewers; internal notes only of reviewers", async () => {
    const { author, admin, agent } = await givenSubmission();
    const id = agent.packageId;
    expect((await write(author, id, { body: "Please look" })).status).toBe(201);
    expect((await write(admin, id, { body: "Among us", internal: true })).status).toBe(201);
    expect((await write(author, id, { body: "x", internal: true })).status).toBe(403);
    const bodies = async (person: Person) =>
      as<{ data: { body: string; kind: string }[] }>(await call(talk.showThread, { as: person, params: { id } }))
        .data.filter((one) => one.kind === "comment")
        .map((one) => one.body);
    expect(await bodies(author)).toEqual(["Please look"]);
    expect(await bodies(admin)).toEqual(["Please look", "Among us"]);
    expect((await notificationsOf(author.id)).length).toBe(0);
  });

  test("a long comment is cut in the notification, and no character of it in half", async () => {
    const { author, admin, agent } = await givenSubmission();
    const body = `${"x".repeat(199)}😀 and so on`;
    expect((await write(admin, agent.packageId, { body })).status).toBe(201);
    const [told] = await db().notification.findMany({ where: { userId: author.id } });
    expect(told?.body).toBe("x".repeat(199));
  });

  test("a reviewer's comment reaches the submitter with a link to the submission", async () => {
    const { author, admin, agent } = await givenSubmission();
    await write(admin, agent.packageId, { body: "Why sockets?", path: "tools/arithmetic.py", line: 3 });
    expect(await notificationsOf(author.id)).toMatchObject([
      { kind: "package_commented", link: `/submissions/${agent.packageId}` },
    ]);
    expect(await eventsOf(agent.id)).toContain("package_commented");
    const commented = (await auditOf(agent.id)).filter((row) => row.action === "package.commented");
    expect(commented).toHaveLength(1);
  });

  test.each([
    { body: " " },
    { body: "a".repeat(10_001) },
    { body: "x", line: 3 },
    { body: "x", path: "a", line: 0 },
    { body: "x", kind: "approve" },
  ])("%o is no comment", async (json) => {
    const { author, agent } = await givenSubmission();
    expect((await write(author, agent.packageId, json)).status).toBe(400);
  });
});

describe("a claim", () => {
  const claim = (person: Person, id: string, query = {}) => call(talk.claim, { as: person, params: { id }, query });

  test("is held by one reviewer; another takes it over only by force", async () => {
    const { admin, owner, agent } = await givenSubmission();
    const id = agent.packageId;
    expect(as<PackageResource>(await claim(admin, id)).claimedBy?.id).toBe(admin.id);
    expect(as<PackageResource>(await claim(admin, id)).timeline.filter((one) => one.step === "claimed")).toHaveLength(
      1,
    );
    expect((await claim(owner, id)).status).toBe(409);
    expect(as<PackageResource>(await claim(owner, id, { force: "true" })).claimedBy?.id).toBe(owner.id);
    expect((await call(talk.release, { as: admin, params: { id } })).status).toBe(409);
    expect(as<PackageResource>(await call(talk.release, { as: owner, params: { id } })).claimedBy).toBeNull();
    expect((await auditOf(agent.id)).map((row) => row.action).filter((a) => /claimed|released/.test(a))).toEqual([
      "package.claimed",
      "package.claimed",
      "package.released",
    ]);
  });
});

describe("withdrawing", () => {
  const withdraw = (person: Person, id: string) => call(packages.withdraw, { as: person, params: { id } });

  test("the only version takes the agent with it and frees its name", async () => {
    const { author, admin, agent } = await givenSubmission();
    expect((await withdraw(admin, agent.packageId)).status).toBe(403);
    expect(as<PackageResource>(await withdraw(author, agent.packageId)).status).toBe("withdrawn");
    expect((await call(agents.showAgent, { as: author, params: { agent: agent.id } })).status).toBe(404);
    expect((await withdraw(author, agent.packageId)).status).toBe(404);
    expect((await submitted(author)).name).toBe(agent.name);
  });

  test("a further version leads back to the state before", async () => {
    const { author, admin, agent } = await givenSubmission();
    const { sha256 } = await seenBy(admin, agent.packageId);
    await review(admin, agent.packageId, { decision: "approve", sha256 });
    await call(agents.disable, { as: admin, params: { agent: agent.id } });
    const second = await submitVersion(author, agent, { version: "0.2.0" });
    const third = await submitVersion(author, agent, { version: "0.3.0" });
    expect((await withdraw(author, second)).status).toBe(409);
    expect((await withdraw(author, third)).status).toBe(200);
    const detail = as<AgentDetail>(await call(agents.showAgent, { as: admin, params: { agent: agent.id } }));
    expect(detail).toMatchObject({
      reviewStatus: "DISABLED",
      pendingPackageId: null,
      newestPackage: { id: agent.packageId, status: "approved" },
    });
    expect(await review(admin, third, { decision: "approve", sha256 })).toMatchObject({ status: 409 });
  });
});
