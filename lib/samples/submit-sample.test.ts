import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { completeSetup, createSetupToken } from "@/lib/auth/setup";
import { setUp } from "@/lib/contracts/console/endpoints/sign-in";
import { db } from "@/lib/db";
import { readPackage } from "@/lib/packages/read-package";
import { packFolder } from "@/lib/samples/pack-folder";
import { samplesDirectory } from "@/lib/samples/sample-plugins";
import { submitSample } from "@/lib/samples/submit-sample";
import { call } from "@/lib/testing/call";

const form = { email: "ada@example.com", name: "Ada", password: "correct horse 9", workspaceName: "Default" };
const origin = { requestId: "req_test", address: "203.0.113.7", userAgent: "test" };

test("the sample is a package without a finding", async () => {
  const reading = await readPackage(Readable.from(packFolder(samplesDirectory(), "calculator")));
  expect(reading.findings).toEqual([]);
  expect(reading).toMatchObject({ root: "calculator", manifest: { name: "calculator", version: "1.0.0" } });
});

test("set-up submits it on request as the new admin: ACTIVE, and asked to be loaded", async () => {
  const answer = await call(setUp, { json: { ...form, token: await createSetupToken(), sample: true } });
  expect(answer.status).toBe(201);
  const agents = await db().agent.findMany({ include: { runtime: true, newestPackage: true, owner: true } });
  expect(agents).toMatchObject([
    {
      name: "calculator",
      reviewStatus: "ACTIVE",
      lifecycleState: "live",
      owner: { email: "ada@example.com" },
      newestPackage: { status: "approved", installState: "queued" },
      runtime: { desiredState: "running" },
    },
  ]);
  expect(await db().auditEvent.count({ where: { action: "package.submitted", actorName: "Ada" } })).toBe(1);
  expect(await db().marketplacePlugin.count({ where: { approvedVersionId: { not: null } } })).toBe(6);
});

test("without the wish there is none, and a sample that fails does not undo the set-up", async () => {
  await db().agent.updateMany({ data: { newestPackageId: null, liveVersionId: null } });
  await db().agent.deleteMany();
  await db().marketplacePlugin.deleteMany();
  await db().user.deleteMany();
  await db().workspace.deleteMany();
  const done = await completeSetup({ ...form, origin, token: (await createSetupToken()) ?? "" });
  expect(await db().agent.count()).toBe(0);
  const gone = { ...done.session, credential: "ended" };
  await expect(submitSample({ ...done, session: gone, origin })).resolves.toBeUndefined();
  expect([await db().agent.count(), await db().user.count()]).toEqual([0, 1]);
  expect(await db().marketplacePlugin.count()).toBe(0);
});
