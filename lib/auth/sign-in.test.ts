import { beforeEach, describe, expect, test } from "vitest";
import { authenticate } from "@/lib/auth/authenticate";
import { hashPassword } from "@/lib/auth/passwords";
import { type SignInAttempt, signIn } from "@/lib/auth/sign-in";
import { totpCode, totpStep } from "@/lib/auth/totp";
import { db } from "@/lib/db";
import { newId, newWorkspaceId } from "@/lib/domain/ids";

const password = "correct horse 9";
const hash = await hashPassword(password);
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
let address = "";
let serial = 0;

beforeEach(() => {
  serial += 1;
  address = `198.51.100.${serial}`;
});

async function person(
  more: { totpSecret?: string; totpConfirmedAt?: Date; disabledAt?: Date; passwordHash?: null } = {},
) {
  const id = newId("user");
  return db().user.create({ data: { id, email: `${id}@example.com`, name: "Ada", passwordHash: hash, ...more } });
}

const originAt = (from: string | null) => ({ requestId: "req_test", address: from, userAgent: "test" });
const attempt = (email: string, more: Partial<SignInAttempt> = {}) =>
  signIn({ email, password, kind: "token", origin: originAt(address), ...more });
const faultOf = (answer: Promise<unknown>) =>
  answer.then(
    () => "signed in",
    (error: { fault: string }) => error.fault,
  );
const audited = (action: string, userId: string) =>
  db().auditEvent.findMany({ where: { action, actorId: userId }, orderBy: { seq: "asc" } });

test("the right password gives a new session each time, the e-mail in any case, and one audit row", async () => {
  const user = await person();
  const first = await attempt(user.email.toUpperCase());
  const second = await attempt(` ${user.email} `);
  expect(second.id).not.toBe(first.id);
  expect(second.credential).not.toBe(first.credential);
  const found = await authenticate(new Headers({ authorization: first.credential }));
  expect(found?.actor).toMatchObject({ userId: user.id, credential: { id: first.id, kind: "token" } });
  const rows = await audited("session.created", user.id);
  expect(rows.map((row) => [row.targetId, row.outcome, row.via])).toEqual([
    [first.id, "success", "password"],
    [second.id, "success", "password"],
  ]);
  expect(JSON.stringify(await db().session.findMany())).not.toContain(first.credential);
});

test("unknown, wrong, disabled and without a password: the same refusal, each audited without the password", async () => {
  const [user, gone, invited] = [
    await person(),
    await person({ disabledAt: new Date() }),
    await person({ passwordHash: null }),
  ];
  const tries = [
    () => attempt(user.email, { password: "wrong horse 9" }),
    () => attempt("nobody@example.com"),
    () => attempt(gone.email),
    () => attempt(invited.email),
    () => attempt("not an e-mail"),
    () => attempt("x".repeat(100_000)),
    () => attempt(user.email, { password: "x".repeat(5_000) }),
    () => attempt(user.email, { password: "" }),
  ];
  for (const one of tries) {
    await expect(one()).rejects.toMatchObject({ fault: "sign_in_refused", message: "Incorrect username or password" });
  }
  const [row] = await audited("session.refused", user.id);
  expect(row).toMatchObject({ outcome: "denied", address, targetId: user.id });
  const all = JSON.stringify(await db().auditEvent.findMany({ where: { action: "session.refused" } }), (_k, v) =>
    typeof v === "bigint" ? 0 : v,
  );
  expect(all).not.toContain("horse");
  expect(all).not.toContain("not an e-mail");
});

test("known and unknown people take the same time", async () => {
  const users = await Promise.all(Array.from({ length: 3 }, () => person()));
  const timed = async (email: string) => {
    const began = performance.now();
    await faultOf(attempt(email, { password: "wrong horse 9" }));
    return performance.now() - began;
  };
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const known: number[] = [];
  const unknown: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    known.push(await timed(users[round % 3]?.email ?? ""));
    unknown.push(await timed(`nobody${round % 3}@example.com`));
  }
  const ratio = median(known) / median(unknown);
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});

describe("locking", () => {
  test("after 10 wrong tries the right password gets the same answer, other sessions live on", async () => {
    const user = await person();
    const before = await attempt(user.email);
    for (let i = 0; i < 10; i += 1) {
      address = `203.0.113.${i}`;
      expect(await faultOf(attempt(user.email, { password: "wrong horse 9" }))).toBe("sign_in_refused");
    }
    expect(await faultOf(attempt(user.email))).toBe("sign_in_refused");
    expect(await authenticate(new Headers({ authorization: before.credential }))).not.toBeNull();
    const reasons = (await audited("session.refused", user.id)).map((row) => JSON.stringify(row.after));
    expect(reasons).toHaveLength(11);
    expect(reasons[10]).toContain("closing");
  });

  test("of 100 tries at once from 50 addresses at most 10 are evaluated, and the 11th right one is not", async () => {
    const user = await person();
    const tries = Array.from({ length: 100 }, (_, i) =>
      attempt(user.email, { password: i < 99 ? "wrong horse 9" : password, origin: originAt(`192.0.2.${i % 50}`) }),
    );
    const faults = await Promise.all(tries.map(faultOf));
    expect(faults.filter((fault) => fault !== "sign_in_refused")).toEqual([]);
    const rows = await audited("session.refused", user.id);
    expect(rows.filter((row) => JSON.stringify(row.after).includes("wrong"))).toHaveLength(10);
  });

  test("30 wrong tries from one address close it for every account, an IPv6 network being one address", async () => {
    const user = await person();
    const from = (i: number) => originAt(`2001:db8:7:7::${i.toString(16)}`);
    const wrong = Array.from({ length: 30 }, (_, i) => attempt(`someone${i}@example.com`, { origin: from(i + 1) }));
    await Promise.all(wrong.map(faultOf));
    expect(await faultOf(attempt(user.email, { origin: originAt("2001:db8:7:7:1:2:3:4") }))).toBe("sign_in_refused");
    expect(await faultOf(attempt(user.email, { origin: originAt("2001:db8:7:8::1") }))).toBe("signed in");
  });

  test("right ones never count, however many at the same moment", async () => {
    const user = await person();
    const many = await Promise.all(Array.from({ length: 25 }, () => faultOf(attempt(user.email))));
    expect(new Set(many)).toEqual(new Set(["signed in"]));
  });

  test("the window passes", async () => {
    const user = await person();
    for (let i = 0; i < 11; i += 1) await faultOf(attempt(user.email, { password: "wrong horse 9" }));
    await db().$executeRaw`UPDATE "RateLimit" SET "expire" = 1`;
    expect(await faultOf(attempt(user.email))).toBe("signed in");
  });
});

describe("two-factor", () => {
  const code = (shift = 0) => totpCode(secret, totpStep(Date.now()) + shift);
  const guarded = () => person({ totpSecret: secret, totpConfirmedAt: new Date() });

  test("a missing code is asked for only after the right password", async () => {
    const user = await guarded();
    await expect(attempt(user.email)).rejects.toMatchObject({
      fault: "two_factor_required",
      message: "Two-factor code required",
    });
    expect(await faultOf(attempt(user.email, { password: "wrong horse 9" }))).toBe("sign_in_refused");
  });

  test("a code works once, also with one step to spare, and never again nor an earlier one", async () => {
    const user = await guarded();
    const now = code();
    expect(await faultOf(attempt(user.email, { totp: now }))).toBe("signed in");
    expect(await faultOf(attempt(user.email, { totp: now }))).toBe("sign_in_refused");
    expect(await faultOf(attempt(user.email, { totp: code(-1) }))).toBe("sign_in_refused");
    expect(await faultOf(attempt(user.email, { totp: code(1) }))).toBe("signed in");
  });

  test("of five uses of one code at once, one signs in", async () => {
    const user = await guarded();
    const totp = code();
    const answers = await Promise.all(Array.from({ length: 5 }, () => faultOf(attempt(user.email, { totp }))));
    expect(answers.filter((answer) => answer === "signed in")).toHaveLength(1);
  });

  test("codes are counted apart: after 5 wrong ones the right one is not evaluated, passwords still are", async () => {
    const user = await guarded();
    for (let i = 0; i < 5; i += 1)
      expect(await faultOf(attempt(user.email, { totp: "000000" }))).toBe("sign_in_refused");
    expect(await faultOf(attempt(user.email, { totp: code() }))).toBe("sign_in_refused");
    expect(await faultOf(attempt(user.email))).toBe("two_factor_required");
  });

  test("a secret that was never confirmed asks for no code", async () => {
    const user = await person({ totpSecret: secret });
    expect(await faultOf(attempt(user.email))).toBe("signed in");
  });
});

test("a token can be pinned to a workspace of the person, by id or slug, not to another", async () => {
  const user = await person();
  const [mine, other] = [newWorkspaceId(), newWorkspaceId()];
  for (const id of [mine, other]) await db().workspace.create({ data: { id, slug: `w-${id}`, name: "W" } });
  await db().membership.create({ data: { userId: user.id, workspaceId: mine, role: "viewer" } });
  for (const workspace of [mine, `w-${mine}`]) {
    const { credential } = await attempt(user.email, { workspace, contract: "fleet" });
    const found = await authenticate(new Headers({ authorization: credential }));
    expect(found?.actor.credential).toMatchObject({ workspaceId: mine, contract: "fleet" });
  }
  for (const workspace of [other, "nowhere"]) {
    expect(await faultOf(attempt(user.email, { workspace }))).toBe("workspace_forbidden");
  }
});
