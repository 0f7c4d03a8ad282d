import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cacheActor, cachedActor, forgetEverybody, heardEverythingUntil } from "@/lib/auth/actor-cache";
import { db } from "@/lib/db";
import type { Actor } from "@/lib/domain/context";
import { given } from "@/lib/testing/given";

/** Revocation counts within a second; the rest is what a busy machine takes to answer. */
const WITHIN = { timeout: 1_000 + 1_500, interval: 50 };

let other: ChildProcess;
beforeAll(async () => {
  const script = fileURLToPath(new URL("../testing/asking-process.ts", import.meta.url));
  other = fork(script, { execArgv: ["--import", "tsx"] });
  await once(other, "message");
}, 60_000);
afterAll(() => other.kill());

/** What the other process says of a token now. */
async function toldOf(token: string): Promise<string> {
  const [said] = await Promise.all([once(other, "message"), Promise.resolve(other.send(token))]);
  return String(said[0]);
}

async function signedIn() {
  const { id: userId, token, ctx } = await given.member(await given.place(), { role: "developer" });
  return { userId, token, sessionId: ctx.actor.credential.id };
}

/** Asks for as long as the listener has not yet vouched for what is kept. */
async function keptByTheOther(token: string) {
  for (const until = Date.now() + 1_500; Date.now() < until; ) expect(await toldOf(token)).toBe("developer");
}

test("nobody is looked up while nothing changes: the tables may be locked for seconds", async () => {
  const { token } = await signedIn();
  await keptByTheOther(token);
  await db().$transaction(
    async (tx) => {
      await tx.$executeRaw`LOCK TABLE "Session", "User", "Membership" IN ACCESS EXCLUSIVE MODE`;
      for (const until = Date.now() + 3_000; Date.now() < until; ) expect(await toldOf(token)).toBe("developer");
    },
    { timeout: 20_000 },
  );
}, 30_000);

test("what another process changed counts within a second", async () => {
  const { token, userId, sessionId } = await signedIn();
  await keptByTheOther(token);
  await db().membership.updateMany({ where: { userId }, data: { role: "viewer" } });
  await expect.poll(() => toldOf(token), WITHIN).toBe("viewer");
  await db().session.delete({ where: { id: sessionId } });
  await expect.poll(() => toldOf(token), WITHIN).toBe("unauthenticated");
}, 30_000);

test("so it does when the connection that tells of changes hangs, and when it breaks", async () => {
  const { token, userId, sessionId } = await signedIn();
  await keptByTheOther(token);
  const [listener] = await db().$queryRaw<{ pid: number }[]>`
    SELECT "pid" FROM pg_stat_activity WHERE "application_name" = 'muster-events' AND "datname" = current_database()`;
  const { pid } = listener ?? expect.fail("nobody listens");
  process.kill(pid, "SIGSTOP");
  try {
    await db().membership.updateMany({ where: { userId }, data: { role: "viewer" } });
    await expect.poll(() => toldOf(token), WITHIN).toBe("viewer");
  } finally {
    process.kill(pid, "SIGCONT");
  }
  await db().$queryRaw`SELECT pg_terminate_backend(${pid}::int)`;
  await db().session.delete({ where: { id: sessionId } });
  await expect.poll(() => toldOf(token), WITHIN).toBe("unauthenticated");
}, 30_000);

test("without a listener that proves to hear, what was loaded counts for a second", async () => {
  const expiresAt = new Date(Date.now() + 60_000);
  const actor = { userId: "usr_1", credential: { id: "ses_1", expiresAt } } as Actor;
  await cacheActor("hash", async () => actor);
  heardEverythingUntil(Date.now() - 5_000);
  expect(cachedActor("hash")).toBe(actor);
  await expect.poll(() => cachedActor("hash"), { timeout: 2_000 }).toBeUndefined();
  heardEverythingUntil(Date.now());
  expect(cachedActor("hash")).toBe(actor);
  forgetEverybody();
  expect(cachedActor("hash")).toBeUndefined();
});
