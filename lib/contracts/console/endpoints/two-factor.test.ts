import { setTimeout as pause } from "node:timers/promises";
import { beforeEach, describe, expect, test } from "vitest";
import { hashPassword } from "@/lib/auth/passwords";
import { totpCode, totpStep } from "@/lib/auth/totp";
import { openTotpSecret, sealTotpSecret } from "@/lib/auth/totp-secret";
import { createKey } from "@/lib/contracts/console/endpoints/api-keys";
import { showMe } from "@/lib/contracts/console/endpoints/me";
import {
  confirmFactor,
  enrolFactor,
  removeFactor,
  renewRecoveryCodes,
} from "@/lib/contracts/console/endpoints/two-factor";
import { login } from "@/lib/contracts/submissions/endpoints/login";
import { db } from "@/lib/db";
import { sealSecrets } from "@/lib/domain/two-factor/seal-secrets";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

const password = "correct horse 9";
const passwordHash = await hashPassword(password);

const person = async () => given.member((await given.workspace()).workspace, { passwordHash });
const codeAt = (secret: string, shift = 0) => totpCode(secret, totpStep(Date.now()) + shift);
const signIn = async (who: Person, totp?: string) =>
  (await call(login, { json: { username: who.email, password, totp } })).status;
const audited = async (who: Person) =>
  (await db().auditEvent.findMany({ where: { actorId: who.id }, orderBy: { seq: "asc" } })).map((row) => row.action);

const STEP = 30_000;
/** A test counts codes from the present step on, so the step must not end meanwhile. */
beforeEach(async () => {
  const left = STEP - (Date.now() % STEP);
  if (left < STEP / 3) await pause(left);
});

async function enrolled(): Promise<{ as: Person; secret: string; recoveryCodes: string[] }> {
  const as = await person();
  const { secret } = (await call(enrolFactor, { as, json: { password } })).body as { secret: string };
  const { status, body } = await call(confirmFactor, { as, json: { code: codeAt(secret, -1) } });
  expect(status).toBe(200);
  return { as, secret, recoveryCodes: (body as { recoveryCodes: string[] }).recoveryCodes };
}

describe("enrolment", () => {
  test("gives secret, address and picture; two-factor is on only after a right code", async () => {
    const as = await person();
    const begun = await call(enrolFactor, { as, json: { password } });
    const { secret, uri, qrSvg } = begun.body as { secret: string; uri: string; qrSvg: string };
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(uri).toBe(
      `otpauth://totp/Muster:${encodeURIComponent(as.email)}?secret=${secret}&issuer=Muster&algorithm=SHA1&digits=6&period=30`,
    );
    expect(qrSvg).toMatch(/^<svg .*<\/svg>$/s);
    expect(await signIn(as)).toBe(200);
    const wrong = await call(confirmFactor, { as, json: { code: "000000" } });
    expect([wrong.status, wrong.body]).toMatchObject([400, { error: { fields: { code: expect.any(String) } } }]);
    const right = await call(confirmFactor, { as, json: { code: codeAt(secret) } });
    expect([right.status, (right.body as { recoveryCodes: string[] }).recoveryCodes.length]).toEqual([200, 10]);
    expect((await call(showMe, { as })).body).toMatchObject({ twoFactor: true });
    expect([await signIn(as), await signIn(as, codeAt(secret)), await signIn(as, codeAt(secret, 1))]).toEqual([
      401, 401, 200,
    ]);
    expect((await call(enrolFactor, { as, json: { password } })).status).toBe(409);
    expect((await call(confirmFactor, { as, json: { code: codeAt(secret) } })).status).toBe(409);
    expect(await audited(as)).toEqual(expect.arrayContaining(["two_factor.begun", "two_factor.enabled"]));
  });

  test("needs the password, which counts as a sign-in try, and a person instead of a key", async () => {
    const as = await person();
    const wrong = await call(enrolFactor, { as, json: { password: "wrong horse 9" } });
    expect([wrong.status, wrong.body]).toMatchObject([400, { error: { fields: { password: expect.any(String) } } }]);
    expect((await call(confirmFactor, { as, json: { code: "123456" } })).status).toBe(409);
    const made = await call(createKey, { as, json: { name: "CI", scopes: ["read", "write", "admin"] } });
    const headers = { authorization: (made.body as { key: string }).key };
    expect((await call(enrolFactor, { headers, json: { password } })).status).toBe(403);
    for (let i = 0; i < 9; i += 1) await call(enrolFactor, { as, json: { password: "wrong horse 9" } });
    expect((await call(enrolFactor, { as, json: { password } })).status).toBe(400);
  });

  test("five wrong codes lock the code for a while, whatever comes then", async () => {
    const as = await person();
    const { secret } = (await call(enrolFactor, { as, json: { password } })).body as { secret: string };
    for (let i = 0; i < 5; i += 1) await call(confirmFactor, { as, json: { code: "000000" } });
    const locked = await call(confirmFactor, { as, json: { code: codeAt(secret) } });
    expect([locked.status, locked.headers.get("retry-after")]).toEqual([429, "900"]);
  });

  test("of two confirmations at once one gives recovery codes", async () => {
    const as = await person();
    const { secret } = (await call(enrolFactor, { as, json: { password } })).body as { secret: string };
    const json = { code: codeAt(secret) };
    const answers = await Promise.all([call(confirmFactor, { as, json }), call(confirmFactor, { as, json })]);
    expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 200]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

describe("recovery codes", () => {
  test("sign in once each, in any spelling, and are kept as hashes", async () => {
    const { as, recoveryCodes } = await enrolled();
    const [one = "", two = ""] = recoveryCodes;
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(one).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    const kept = await db().user.findUniqueOrThrow({ where: { id: as.id } });
    expect(JSON.stringify(kept.recoveryCodes)).not.toContain(one.replaceAll("-", ""));
    const answers = await Promise.all([1, 2, 3, 4].map(() => signIn(as, one)));
    expect(answers.filter((status) => status === 200)).toHaveLength(1);
    expect(await signIn(as, two.replaceAll("-", "").toUpperCase())).toBe(200);
    expect(await signIn(as, "abcd-efgh-jkmn-pqrs")).toBe(401);
  });

  test("are replaced with password and code; the old ones are worthless then", async () => {
    const { as, secret, recoveryCodes } = await enrolled();
    const bad = await call(renewRecoveryCodes, { as, json: { password, code: "000000" } });
    expect(bad.status).toBe(400);
    const renewed = await call(renewRecoveryCodes, { as, json: { password, code: codeAt(secret) } });
    const codes = (renewed.body as { recoveryCodes: string[] }).recoveryCodes;
    expect([renewed.status, codes.length]).toEqual([200, 10]);
    expect(await signIn(as, recoveryCodes[0])).toBe(401);
    expect(await signIn(as, codes[0])).toBe(200);
  });
});

test("switching off needs password and a fresh code; a used one does not count again", async () => {
  const { as, secret, recoveryCodes } = await enrolled();
  const off = (json: object) => call(removeFactor, { as, json });
  expect((await off({ password: "wrong horse 9", code: codeAt(secret) })).status).toBe(400);
  expect((await off({ password, code: codeAt(secret, -1) })).status).toBe(400);
  expect((await off({ password })).status).toBe(400);
  expect((await off({ password, code: recoveryCodes[0] })).status).toBe(204);
  expect((await off({ password, code: codeAt(secret) })).status).toBe(409);
  expect(await signIn(as)).toBe(200);
  const kept = await db().user.findUniqueOrThrow({ where: { id: as.id } });
  expect([kept.totpSecret, kept.recoveryCodes]).toEqual([null, []]);
});

describe("the secret at rest", () => {
  const kept = async ({ id }: Person) => (await db().user.findUniqueOrThrow({ where: { id } })).totpSecret ?? "";

  test("is sealed for its person: no row shows it, and moved to somebody else it opens nothing", async () => {
    const { as, secret } = await enrolled();
    const row = await kept(as);
    expect([row.includes(secret), row.startsWith("sealed:")]).toEqual([false, true]);
    expect([openTotpSecret(as.id, row), openTotpSecret("usr_other", row)]).toEqual([secret, null]);
    expect(sealTotpSecret(as.id, secret)).not.toBe(row);
  });

  test("of an earlier release works in the clear, is sealed by the job once, and works on", async () => {
    const { as, secret } = await enrolled();
    await db().user.update({ where: { id: as.id }, data: { totpSecret: secret } });
    expect(await signIn(as, codeAt(secret))).toBe(200);
    expect([await sealSecrets(), await sealSecrets()]).toEqual([1, 0]);
    expect(openTotpSecret(as.id, await kept(as))).toBe(secret);
    expect([await kept(as), await signIn(as, codeAt(secret, 1))]).toEqual([expect.stringMatching(/^sealed:/), 200]);
  });

  test("that does not open still asks for a code, refuses every one, and leaves the recovery codes", async () => {
    const { as, secret, recoveryCodes } = await enrolled();
    const foreign = sealTotpSecret("usr_other", secret);
    await db().user.update({ where: { id: as.id }, data: { totpSecret: foreign } });
    expect([await signIn(as), await signIn(as, codeAt(secret))]).toEqual([401, 401]);
    expect(await signIn(as, recoveryCodes[0])).toBe(200);
  });
});
