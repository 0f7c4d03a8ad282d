import type { Readable } from "node:stream";
import { db, type Tx } from "@/lib/db";
import { setReviewStatus } from "@/lib/domain/agents/set-review-status";
import { command, type Step, type Target } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { newId } from "@/lib/domain/ids";
import { activate } from "@/lib/domain/packages/activate-package";
import { announceSubmission } from "@/lib/domain/packages/announce-submission";
import { insertPackage } from "@/lib/domain/packages/insert-package";
import { type ReceivedPackage, receivePackage } from "@/lib/domain/packages/receive-package";
import { firstReview } from "@/lib/domain/packages/rules";
import { may } from "@/lib/domain/policy";
import { ownWorkspace } from "@/lib/domain/query";
import { assertRoomForAgent } from "@/lib/domain/workspaces/agent-quota";

export type Uploaded = {
  agentId: string;
  number: number;
  name: string;
  packageId: string;
  version: string;
  status: "PENDING" | "ACTIVE" | "REJECTED" | "DISABLED";
};

type Workspace = Target & { workspaceId: string };

function workspaceTarget(tx: unknown, ctx: Ctx): Workspace {
  const { workspaceId } = ownWorkspace(tx, ctx).subject;
  const name = ctx.actor.memberships.find((m) => m.workspaceId === workspaceId)?.slug ?? workspaceId;
  return { workspaceId, subject: { workspaceId }, audit: { type: "workspace", id: workspaceId, name, workspaceId } };
}

function nameTaken(name: string): DomainError {
  return new DomainError("name_taken", `Agent '${name}' already exists`);
}

async function insertAgent({ tx, ctx, target }: Step<Workspace>, { name, description }: ReceivedPackage["manifest"]) {
  const { workspaceId } = target;
  const { userId } = ctx.actor;
  const [agent] = await tx.$queryRaw<{ id: string; number: number }[]>`
    WITH made AS (INSERT INTO "Agent" ("id", "workspaceId", "name", "description", "hosting", "ownerId", "createdById", "reviewStatus")
    VALUES (${newId("agent")}, ${workspaceId}::uuid, ${name}, ${description}, 'integrated', ${userId}, ${userId}, 'PENDING')
    ON CONFLICT ("workspaceId", "name") WHERE "deletedAt" IS NULL DO NOTHING
    RETURNING "id", "number"),
    runtime AS (INSERT INTO "Runtime" ("agentId") SELECT "id" FROM made)
    SELECT "id", "number" FROM made`;
  if (!agent) throw nameTaken(name);
  return { ...agent, name, workspaceId };
}

async function create(step: Step<Workspace>, received: ReceivedPackage): Promise<Uploaded> {
  const { tx, ctx, target, change } = step;
  const { workspaceId } = target;
  const byAdmin = may(ctx.actor, "packages.onboard", target.subject);
  const next = firstReview(byAdmin);
  await assertRoomForAgent(tx, workspaceId);
  const agent = await insertAgent(step, received.manifest);
  const { id, number, name } = agent;
  const place = { agentId: id, workspaceId, queuedAt: null, previousStatus: null };
  const facts = await insertPackage(step, received, place, null);
  if (byAdmin) await activate(step, id, facts, next);
  else await setReviewStatus(step, id, next, facts.id);
  const { version, sha256 } = facts;
  change.target({ type: "agent", id, name, workspaceId });
  const approval = byAdmin ? { approved: true, ownPackage: true } : {};
  change.record({ after: { packageId: facts.id, version, sha256, status: next.status, ...approval } });
  await change.emit({ topic: "agents", type: "agent_created", targetId: id, name, number, workspaceId });
  await announceSubmission(step, agent, facts, next.status);
  return { agentId: id, number, name, packageId: facts.id, version, status: next.status };
}

const run = (step: Step<Workspace>, { received }: { received: ReceivedPackage }) => create(step, received);

/**
 * Makes a new agent of a received package: PENDING, or ACTIVE at once where an admin submits. Throws `name_taken`,
 * `may_not_submit`, `quota_exceeded`.
 */
export const submitPackage = command({
  permission: "packages.submit",
  audit: "package.submitted",
  target: (tx: Tx, ctx: Ctx, _where: object) => workspaceTarget(tx, ctx),
  run,
});

/** The same for admins alone: ACTIVE at once. */
export const onboardPackage = command({
  permission: "packages.onboard",
  audit: "package.submitted",
  target: (tx: Tx, ctx: Ctx, _where: object) => workspaceTarget(tx, ctx),
  run,
});

/** Reads an upload and makes a new agent of it through one of the commands above; nothing is kept when it is refused. */
export function uploadNewAgent(
  ctx: Ctx,
  stream: Readable,
  submit: typeof submitPackage | typeof onboardPackage,
): Promise<Uploaded> {
  return receivePackage(ctx, stream, {
    check: async ({ manifest: { name } }) => {
      const taken = await db().$queryRaw<unknown[]>`
        SELECT 1 FROM "Agent" WHERE "workspaceId" = ${ctx.workspaceId}::uuid AND "name" = ${name} AND "deletedAt" IS NULL`;
      if (taken.length > 0) throw nameTaken(name);
      return true;
    },
    store: (received) => submit(ctx, { received }),
  });
}
