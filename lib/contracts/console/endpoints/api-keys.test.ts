import { describe, expect, test } from "vitest";
import { forgetEverybody } from "@/lib/auth/actor-cache";
import {
  createKey,
  listKeys,
  patchKey,
  revokeKey,
  rotateKey,
  showKey,
} from "@/lib/contracts/console/endpoints/api-keys";
import { patchMe, showMe } from "@/lib/contracts/console/endpoints/me";
import { removeWorkspaceMember } from "@/lib/contracts/console/endpoints/members";
import { endOwnSession } from "@/lib/contracts/console/endpoints/sign-in";
import { patchUser } from "@/lib/contracts/console/endpoints/users";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

type Shown = { id: string; key: string; prefix: string; [name: string]: unknown };

async function created(as: Person, json: Record<string, unknown> = {}): Promise<Shown> {
  const { status, body } = await call(createKey, { as, json: { name: "CI", scopes: ["read", "write"], ...json } });
  expect(status).toBe(201);
  return body as Shown;
}
const asKey = (key: string) => ({ authorization: `Bearer ${key}` });
const works = async (key: string) => (await call(showMe, { headers: asKey(key) })).status;

describe("creating", () => {
  test("shows the key once; at rest there is only a hash", async () => {
    const { owner, workspace } = await given.workspace();
    const made = await created(owner, { contract: "fleet", expiresInDays: 1 });
    expect(made).toEqual({
      id: expect.stringMatching(/^key_/),
      name: "CI",
      prefix: made.key.slice(0, 8),
      scopes: ["read", "write"],
      workspaceId: workspace.id,
      contract: "fleet",
      createdBy: owner.id,
      createdAt: expect.any(String),
      expiresAt: expect.any(String),
      lastUsedAt: null,
      lastUsedAddress: null,
      revokedAt: null,
      key: expect.stringMatching(/^msk_[\w-]{43}$/),
    });
    expect(
      JSON.stringify([await db().apiKey.findMany(), await db().auditEvent.findMany()], (_k, v) =>
        typeof v === "bigint" ? 0 : v,
      ),
    ).not.toContain(made.key);
    const { key: _, ...shown } = made;
    expect((await call(showKey, { as: owner, params: { key: made.id } })).body).toEqual(shown);
  });

  test("is refused for foreign workspaces, wrong values, by a key, and beyond 100", async () => {
    const { owner } = await given.workspace();
    const other = await given.place();
    const base = { name: "CI", scopes: ["read"] };
    expect((await call(createKey, { as: owner, json: { ...base, workspaceId: other.id } })).status).toBe(403);
    for (const bad of [
      { scopes: [] },
      { scopes: ["root"] },
      { expiresInDays: 0 },
      { expiresInDays: 367 },
      { name: "" },
      { contract: "soap" },
      { id: "key_1" },
      { userId: "usr_1" },
    ]) {
      expect((await call(createKey, { as: owner, json: { ...base, ...bad } })).status).toBe(400);
    }
    const { key, id } = await created(owner, { scopes: ["read", "write", "admin"] });
    expect((await call(createKey, { headers: asKey(key), json: base })).status).toBe(403);
    expect((await call(rotateKey, { headers: asKey(key), params: { key: id } })).status).toBe(403);
    const many = Array.from({ length: 99 }, (_, i) => ({
      id: `key_${owner.id}_${i}`,
      name: "x",
      prefix: "msk_xxxx",
      secretHash: `${owner.id}${i}`,
    }));
    const rest = {
      scopes: ["read"],
      userId: owner.id,
      workspaceId: owner.ctx.workspaceId ?? "",
      expiresAt: new Date(Date.now() + 60_000),
    };
    await db().apiKey.createMany({ data: many.map((one) => ({ ...one, ...rest })) });
    expect((await call(createKey, { as: owner, json: base })).body).toMatchObject({
      error: { code: "quota_exceeded" },
    });
  });
});

describe("using", () => {
  test("a key acts for its creator within its scopes, and its use is noted", async () => {
    const { owner } = await given.workspace();
    const { key, id } = await created(owner, { scopes: ["read"] });
    const me = await call(showMe, { headers: asKey(key) });
    expect(me.body).toMatchObject({ id: owner.id, credential: { kind: "key", scopes: ["read"] } });
    const denied = await call(patchMe, { headers: asKey(key), json: { name: "Eve" } });
    expect([denied.status, denied.body]).toMatchObject([
      403,
      { error: { message: "This API key lacks the scope 'write'" } },
    ]);
    const used = async () => (await db().apiKey.findUniqueOrThrow({ where: { id } })).lastUsedAt;
    await expect.poll(used).toBeInstanceOf(Date);
    const { key: other } = await created(owner);
    expect((await call(endOwnSession, { headers: asKey(other) })).status).toBe(400);
  });

  test("an expired, revoked or unknown key is nobody", async () => {
    const { owner } = await given.workspace();
    const [expired, revoked] = [await created(owner), await created(owner)];
    expect([await works(expired.key), await works(revoked.key)]).toEqual([200, 200]);
    expect((await call(revokeKey, { as: owner, params: { key: revoked.id } })).status).toBe(204);
    expect(await works(revoked.key)).toBe(401);
    await db().apiKey.update({ where: { id: expired.id }, data: { expiresAt: new Date() } });
    forgetEverybody();
    expect(await works(expired.key)).toBe(401);
    expect(await works(`msk_${"x".repeat(43)}`)).toBe(401);
    expect((await call(revokeKey, { as: owner, params: { key: revoked.id } })).status).toBe(204);
  });

  test("a key dies with its creator's membership or account, at once", async () => {
    const { owner, workspace } = await given.workspace();
    const admin = await given.outsider({ instanceAdmin: true });
    const [leaver, disabled] = [await given.member(workspace), await given.member(workspace)];
    const keys = [await created(leaver), await created(disabled)] as const;
    expect([await works(keys[0].key), await works(keys[1].key)]).toEqual([200, 200]);
    await call(removeWorkspaceMember, { as: owner, params: { workspace: workspace.id, user: leaver.id } });
    await call(patchUser, { as: admin, params: { user: disabled.id }, json: { disabled: true } });
    expect([await works(keys[0].key), await works(keys[1].key)]).toEqual([401, 401]);
  });
});

describe("managing", () => {
  test("rotation: the old key works an hour longer, or not at all", async () => {
    const { owner } = await given.workspace();
    const made = await created(owner);
    const next = (await call(rotateKey, { as: owner, params: { key: made.id } })).body as Shown;
    expect([next.key === made.key, await works(next.key), await works(made.key)]).toEqual([false, 200, 200]);
    await db().apiKey.update({ where: { id: made.id }, data: { previousUntil: new Date() } });
    forgetEverybody();
    expect([await works(next.key), await works(made.key)]).toEqual([200, 401]);
    const last = (await call(rotateKey, { as: owner, params: { key: made.id }, json: { immediately: true } }))
      .body as Shown;
    expect([await works(last.key), await works(next.key)]).toEqual([200, 401]);
    await call(revokeKey, { as: owner, params: { key: made.id } });
    expect((await call(rotateKey, { as: owner, params: { key: made.id } })).status).toBe(409);
  });

  test("admins see, rename and revoke the keys of their workspace, but cannot take one over; others see nothing", async () => {
    const { owner, workspace } = await given.workspace();
    const [maker, peer] = [await given.member(workspace), await given.member(workspace)];
    const stranger = (await given.workspace()).owner;
    const { id } = await created(maker);
    const params = { key: id };
    const ids = async (as: Person) =>
      ((await call(listKeys, { as })).body as { data: { id: string }[] }).data.map((one) => one.id);
    expect([await ids(maker), await ids(owner), await ids(peer), await ids(stranger)]).toEqual([[id], [id], [], []]);
    for (const as of [peer, stranger]) {
      expect((await call(showKey, { as, params })).status).toBe(404);
      expect((await call(patchKey, { as, params, json: { name: "mine" } })).status).toBe(404);
      expect((await call(revokeKey, { as, params })).status).toBe(404);
      expect((await call(rotateKey, { as, params })).status).toBe(404);
    }
    expect((await call(rotateKey, { as: owner, params })).status).toBe(403);
    expect(
      (await call(patchKey, { as: owner, params, json: { name: "build", contract: "plugins" } })).body,
    ).toMatchObject({ name: "build", contract: "plugins" });
    expect((await call(patchKey, { as: maker, params, json: { scopes: ["admin"] } })).status).toBe(400);
    expect((await call(revokeKey, { as: owner, params })).status).toBe(204);
  });
});
