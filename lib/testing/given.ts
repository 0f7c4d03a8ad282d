import { randomBytes } from "node:crypto";
import { loadActor } from "@/lib/auth/load-actor";
import { hashOf } from "@/lib/auth/secrets";
import { openSession } from "@/lib/auth/session";
import { db } from "@/lib/db";
import type { Ctx, Role } from "@/lib/domain/context";
import { newId, newWorkspaceId } from "@/lib/domain/ids";

/** Somebody who can call: their context for verbs and their token for requests. */
export type Person = { ctx: Ctx; id: string; email: string; name: string; token: string };
export type Place = { id: string; slug: string; name: string };

const unique = () => randomBytes(5).toString("hex");
const origin = { requestId: "req_test", address: "127.0.0.1", userAgent: "test" };

type UserFields = {
  email?: string;
  name?: string;
  instanceAdmin?: boolean;
  passwordHash?: string;
  disabledAt?: Date;
  addressProvenAt?: Date;
};

async function user(fields: UserFields = {}): Promise<{ id: string; email: string; name: string }> {
  const data = { id: newId("user"), email: `p-${unique()}@example.com`, name: `Person ${unique()}`, ...fields };
  return db().user.create({ data, select: { id: true, email: true, name: true } });
}

async function place(
  fields: { name?: string; slug?: string; whoMaySubmit?: string; quotaAgents?: number } = {},
): Promise<Place> {
  const slug = `w-${unique()}`;
  return db().workspace.create({ data: { id: newWorkspaceId(), slug, name: `Workspace ${slug}`, ...fields } });
}

/** Signs a person in anew, so that the context knows their memberships of now. */
async function signedIn(userId: string, workspaceId: string | null = null): Promise<Person> {
  const found = await db().user.findUniqueOrThrow({ where: { id: userId } });
  const session = await db().$transaction((tx) =>
    openSession(tx, { user: found, kind: "token", workspaceId, origin, method: "test" }),
  );
  const actor = await loadActor({ kind: "token", hash: hashOf(session.credential) }, null);
  if (!actor) throw new Error(`${found.email} cannot sign in`);
  const { id, email, name } = found;
  return { ctx: { actor, workspaceId, origin }, id, email, name, token: session.credential };
}

type Membership = { role?: Role; canSubmit?: boolean | null } & UserFields;

/** A new person in a workspace, signed in. */
async function member(
  workspace: Place,
  { role = "developer", canSubmit = null, ...fields }: Membership = {},
): Promise<Person> {
  const { id } = await user(fields);
  await db().membership.create({ data: { workspaceId: workspace.id, userId: id, role, canSubmit } });
  return signedIn(id, workspace.id);
}

/** A new workspace with its owner. */
async function workspace(
  fields: Parameters<typeof place>[0] = {},
): Promise<{ workspace: Place; owner: Person; ctx: Ctx }> {
  const made = await place(fields);
  const owner = await member(made, { role: "owner" });
  return { workspace: made, owner, ctx: owner.ctx };
}

/** Somebody who belongs to no workspace, or an instance admin with `instanceAdmin`. */
async function outsider(fields: UserFields = {}): Promise<Person> {
  return signedIn((await user(fields)).id);
}

type AgentFields = Partial<{
  name: string;
  description: string;
  hosting: "integrated" | "container";
  ownerId: string;
  reviewStatus: "PENDING" | "ACTIVE" | "REJECTED" | "DISABLED";
  deletedAt: Date;
  createdAt: Date;
}>;

/** An agent row in the context's workspace, owned by the context's person, without a package. */
async function agent(ctx: Ctx, fields: AgentFields = {}): Promise<{ id: string; number: number; name: string }> {
  const { userId } = ctx.actor;
  return db().agent.create({
    data: {
      id: newId("agent"),
      workspaceId: ctx.workspaceId,
      name: `agent-${unique()}`,
      hosting: "container",
      ownerId: userId,
      createdById: userId,
      ...fields,
      ...(fields.deletedAt ? { retentionTier: "medium" } : {}),
    },
    select: { id: true, number: true, name: true },
  });
}

/** A share of an agent with a person. */
async function share(
  agentId: string,
  person: { id: string; email: string },
  role: "viewer" | "operator" | "editor",
): Promise<void> {
  await db().share.create({ data: { id: newId("share"), agentId, email: person.email, userId: person.id, role } });
}

/** Factories of real rows for tests, journeys and the seed. Every call makes things of its own. */
export const given = { user, place, signedIn, member, workspace, outsider, agent, share };
