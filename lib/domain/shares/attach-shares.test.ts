import { describe, expect, test } from "vitest";
import { signInByOidc } from "@/lib/auth/oidc";
import { hashPassword } from "@/lib/auth/passwords";
import { resetPassword } from "@/lib/auth/reset-password";
import { addWorkspaceMember } from "@/lib/contracts/console/endpoints/members";
import { acceptOwnInvitation } from "@/lib/contracts/console/endpoints/sign-in";
import { makeResetLink } from "@/lib/contracts/console/endpoints/user-care";
import { inviteUser } from "@/lib/contracts/console/endpoints/users";
import { db } from "@/lib/db";
import { newId } from "@/lib/domain/ids";
import { proofOfLinkBy } from "@/lib/domain/shares/address-proof";
import { call } from "@/lib/testing/call";
import { given } from "@/lib/testing/given";

const password = "correct horse 9";
const origin = { requestId: "req_test", address: null, userAgent: null };
const admin = () => given.outsider({ instanceAdmin: true });
const tokenIn = (body: unknown) => (body as { inviteUrl: string }).inviteUrl.split("#")[1] ?? "";
const accept = (token: string) => call(acceptOwnInvitation, { json: { token, name: "Eve", password } });

/** A share that waits for somebody's e-mail, in a workspace of its own. */
async function givenWaiting(email = `wait-${Math.random().toString(36).slice(2)}@example.com`) {
  const scene = await given.workspace();
  const agent = await given.agent(scene.ctx);
  await db().share.create({ data: { id: newId("share"), agentId: agent.id, email, role: "viewer" } });
  const holder = async () => (await db().share.findFirstOrThrow({ where: { agentId: agent.id } })).userId;
  return { ...scene, agent, email, holder };
}

const accepted = async (userId: string) =>
  (await db().auditEvent.findFirstOrThrow({ where: { targetId: userId, action: "invitation.accepted" } })).after;

describe("a share that waits for an e-mail", () => {
  test("is nobody's while its person is only invited, and theirs once they accept an instance admin's link: the audit says who vouched", async () => {
    const { email, holder } = await givenWaiting();
    const invited = await call(inviteUser, { as: await admin(), json: { email } });
    const { id } = invited.body as { id: string };
    expect([invited.status, await holder()]).toEqual([201, null]);
    expect((await accept(tokenIn(invited.body))).status).toBe(201);
    expect([await holder(), await accepted(id)]).toEqual([id, { addressProof: "admin", shares: 1 }]);
  });

  test("of another workspace does not go with the link of a workspace's admin, who could otherwise read there; that of their own does", async () => {
    const [victim, mine] = [await givenWaiting(), await given.workspace()];
    const here = await given.agent(mine.ctx);
    await db().share.create({ data: { id: newId("share"), agentId: here.id, email: victim.email, role: "editor" } });
    const params = { workspace: mine.workspace.id };
    const added = await call(addWorkspaceMember, {
      as: mine.owner,
      params,
      json: { email: victim.email, role: "viewer" },
    });
    const { userId } = added.body as { userId: string };
    expect((await accept(tokenIn(added.body))).status).toBe(201);
    const ours = await db().share.findFirstOrThrow({ where: { agentId: here.id } });
    expect([await victim.holder(), ours.userId]).toEqual([null, userId]);
    expect(await accepted(userId)).toEqual({ addressProof: null, shares: 1 });
  });

  test("becomes a member's of its workspace as soon as they are one, and before that not", async () => {
    const { email, holder, owner, workspace } = await givenWaiting();
    const known = await given.outsider({ email, passwordHash: await hashPassword(password) });
    expect(await holder()).toBeNull();
    const params = { workspace: workspace.id };
    expect((await call(addWorkspaceMember, { as: owner, params, json: { email, role: "viewer" } })).status).toBe(201);
    expect(await holder()).toBe(known.id);
  });

  test("is theirs by the provider's word, if it verified the e-mail, and by an instance admin's reset link", async () => {
    const [byProvider, byReset] = [await givenWaiting(), await givenWaiting()];
    const one = await given.outsider({ email: byProvider.email });
    const claims = { sub: newId("user"), email: byProvider.email, email_verified: false };
    await signInByOidc({ issuer: "https://id.example.com", claims, origin });
    expect(await byProvider.holder()).toBeNull();
    await signInByOidc({ issuer: "https://id.example.com", claims: { ...claims, email_verified: true }, origin });
    expect(await byProvider.holder()).toBe(one.id);
    const two = await given.outsider({ email: byReset.email, passwordHash: "x" });
    const { body } = await call(makeResetLink, { as: await admin(), params: { user: two.id } });
    await resetPassword({ token: (body as { resetUrl: string }).resetUrl.split("#")[1] ?? "", password, origin });
    expect(await byReset.holder()).toBe(two.id);
  });
});

test("instance admins alone vouch for an e-mail", () => {
  expect([proofOfLinkBy({ instanceAdmin: true }), proofOfLinkBy({ instanceAdmin: false })]).toEqual(["admin", null]);
});
