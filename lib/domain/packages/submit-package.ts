import type { Readable } from "node:stream";
import { readOne, sql, type Tx } from "@/lib/db";
import { command, type Step, type Target } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { newId } from "@/lib/domain/ids";
import { type PackageFacts, packageFacts } from "@/lib/domain/packages/access";
import { activate } from "@/lib/domain/packages/activate-package";
import { announceSubmission } from "@/lib/domain/packages/announce-submission";
import { firstPackage } from "@/lib/domain/packages/insert-package";
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

/** What the statement reads that makes the agent, its first package and what belongs to both. */
type New = { id: string; packageId: string; received: ReceivedPackage };

/** `counted`: it is sure that one more agent fits in; otherwise a workspace with a limit makes none. */
function rowsOf(ctx: Ctx, workspaceId: string, { id, packageId, received }: New, counted: boolean) {
  const { name, description } = received.manifest;
  const { userId } = ctx.actor;
  const made = sql`
    INSERT INTO "Agent" ("id", "workspaceId", "name", "description", "hosting", "ownerId", "createdById", "reviewStatus",
      "newestPackageId")
    SELECT ${id}, w."id", ${name}, ${description}, 'integrated', ${userId}, ${userId}, 'PENDING', ${packageId}
    FROM "Workspace" w WHERE w."id" = ${workspaceId}::uuid AND (w."quotaAgents" IS NULL OR ${counted}::boolean)
    ON CONFLICT ("workspaceId", "name") WHERE "deletedAt" IS NULL DO NOTHING
    RETURNING *`;
  const runtime = sql`INSERT INTO "Runtime" ("agentId") SELECT "id" FROM made`;
  return { made, runtime, ...firstPackage(ctx, received, packageId, { id, workspaceId }) };
}

type Numbered = { number: number };

/** Says what becomes of it: in the audit row, to browsers, and to those whom it waits for. `numbered`: by its number, where it has one yet. */
async function announce(
  { ctx, target: { workspaceId }, change }: Step<Workspace>,
  { id, packageId, received: { manifest, sha256 } }: New,
  status: Uploaded["status"],
  numbered: Partial<Numbered> = {},
): Promise<void> {
  const { name, version } = manifest;
  const approval = status === "ACTIVE" ? { approved: true, ownPackage: true } : {};
  change.target({ type: "agent", id, name, workspaceId });
  change.record({ after: { packageId, version, sha256, status, ...approval } });
  await change.emit({ topic: "agents", type: "agent_created", targetId: id, name, workspaceId, ...numbered });
  await announceSubmission({ ctx, change }, { id, name, workspaceId, ...numbered }, { id: packageId, version }, status);
}

/** Makes what waits for review: agent, package and all traces are one statement, which makes nothing where the name is taken. */
async function makePending(step: Step<Workspace>, made: New): Promise<Numbered> {
  const { tx, ctx, target, change } = step;
  const { workspaceId } = target;
  await announce(step, made, "PENDING");
  const make = (counted: boolean) => {
    const { made: agent, ...parts } = rowsOf(ctx, workspaceId, made, counted);
    const says = sql`jsonb_build_object('number', a."number")`;
    return change.make<Numbered>({ made: agent, parts: Object.values(parts), columns: sql`a."number"`, says });
  };
  const agent = await make(false);
  if (agent) return agent;
  await assertRoomForAgent(tx, workspaceId);
  const insisted = await make(true);
  if (!insisted) throw nameTaken(made.received.manifest.name);
  return insisted;
}

/** Makes what an admin submits, whose package is approved, published and loaded in the same breath. */
async function makeActive(step: Step<Workspace>, made: New): Promise<Numbered> {
  const { tx, ctx, target } = step;
  const { workspaceId } = target;
  await assertRoomForAgent(tx, workspaceId);
  const { made: agent, runtime, p, steps, thread } = rowsOf(ctx, workspaceId, made, true);
  const [facts] = await tx.$queryRaw<(PackageFacts & Numbered)[]>`
    WITH made AS (${agent}), runtime AS (${runtime}), p AS (${p}), steps AS (${steps}), thread AS (${thread})
    SELECT made."number", ${packageFacts} FROM made CROSS JOIN p`;
  if (!facts) throw nameTaken(made.received.manifest.name);
  const { number } = facts;
  const next = firstReview(true);
  await activate(step, made.id, facts, next);
  await announce(step, made, next.status, { number });
  return { number };
}

async function create(step: Step<Workspace>, received: ReceivedPackage): Promise<Uploaded> {
  const byAdmin = may(step.ctx.actor, "packages.onboard", step.target.subject);
  const made = { id: newId("agent"), packageId: newId("package"), received };
  const { number } = await (byAdmin ? makeActive : makePending)(step, made);
  const { name, version } = received.manifest;
  return { agentId: made.id, number, name, packageId: made.packageId, version, status: firstReview(byAdmin).status };
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
      const taken = await readOne(sql`
        SELECT 1 FROM "Agent" WHERE "workspaceId" = ${ctx.workspaceId}::uuid AND "name" = ${name} AND "deletedAt" IS NULL`);
      if (taken) throw nameTaken(name);
      return true;
    },
    store: (received) => submit(ctx, { received }),
  });
}
