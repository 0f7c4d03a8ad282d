import { db } from "@/lib/db";
import { agentSubject } from "@/lib/domain/agents/access";
import { type Actor, atLeast, membershipIn } from "@/lib/domain/context";
import { may, type ShareRole } from "@/lib/domain/policy";

/** The facts of a stored event that decide who hears of it. */
export type Audience = {
  topic: string;
  targetId: string | null;
  workspaceId: string | null;
  userId: string | null;
  payload: { type?: string; data?: Record<string, unknown> };
};

/** The package that an event is about: named in its data, or the target itself. */
function packageIdOf(event: Audience): string | null {
  const named = event.payload.data?.packageId;
  if (typeof named === "string") return named;
  return event.targetId?.startsWith("pkg_") ? event.targetId : null;
}

async function hasShare(actor: Actor, agentId: string | null): Promise<boolean> {
  if (!agentId) return false;
  const now = new Date();
  const valid = { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
  return (await db().share.count({ where: { agentId, userId: actor.userId, ...valid } })) > 0;
}

/** Submitter, owner and editors hear of a package; other members do not. */
async function concernsPackage(actor: Actor, event: Audience): Promise<boolean> {
  const packageId = packageIdOf(event);
  if (!packageId) return false;
  const [found] = await db().$queryRaw<{ concerned: boolean }[]>`
    SELECT (p."submittedById" = ${actor.userId}
      OR (a."ownerId" = ${actor.userId} AND ${membershipIn(actor, event.workspaceId) !== null})
      OR EXISTS (SELECT 1 FROM "Share" s WHERE s."agentId" = a."id" AND s."userId" = ${actor.userId} AND s."role" = 'editor'
        AND (s."expiresAt" IS NULL OR s."expiresAt" > now()))) AS "concerned"
    FROM "Package" p JOIN "Agent" a ON a."id" = p."agentId" WHERE p."id" = ${packageId}`;
  return found?.concerned ?? false;
}

/** Whom an agent is shared with is known to that person and to those who may edit the agent. */
async function concernsShare(actor: Actor, event: Audience): Promise<boolean> {
  if (event.payload.data?.personId === actor.userId) return true;
  const [agent] = await db().$queryRaw<
    { workspaceId: string | null; ownerId: string | null; share: ShareRole | null }[]
  >`
    SELECT a."workspaceId"::text AS "workspaceId", a."ownerId", (SELECT s."role" FROM "Share" s WHERE s."agentId" = a."id"
      AND s."userId" = ${actor.userId} AND (s."expiresAt" IS NULL OR s."expiresAt" > now())) AS "share"
    FROM "Agent" a WHERE a."id" = ${event.targetId}`;
  return agent !== undefined && may(actor, "agents.edit", agentSubject(agent));
}

/** Who uploaded a plugin hears of its review. */
function isAuthor(actor: Actor, event: Audience): boolean {
  const authors = event.payload.data?.authors;
  return Array.isArray(authors) && authors.includes(actor.userId);
}

const aboutShares = new Set(["agent_shared", "agent_unshared"]);

/** Whether a person may hear of an event: the same reach as the access clause of lists, asked at sending. */
export async function mayHear(actor: Actor, event: Audience): Promise<boolean> {
  if (event.userId !== null) return event.userId === actor.userId;
  if (actor.instanceAdmin) return true;
  if (aboutShares.has(event.payload.type ?? "")) return concernsShare(actor, event);
  if (event.topic === "resources" && (event.payload.data?.public === true || isAuthor(actor, event))) return true;
  const role = membershipIn(actor, event.workspaceId)?.role ?? null;
  if (event.topic === "packages") return atLeast(role, "admin") || concernsPackage(actor, event);
  if (role !== null || (event.topic === "agents" && event.workspaceId === null)) return true;
  return event.topic === "agents" && hasShare(actor, event.targetId);
}
