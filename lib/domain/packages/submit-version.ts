import type { Readable } from "node:stream";
import { db, type Tx } from "@/lib/db";
import { type AgentTarget, getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { setReviewStatus } from "@/lib/domain/agents/set-review-status";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { lockPackage, type PackageFacts, type PackageTarget } from "@/lib/domain/packages/access";
import { activate } from "@/lib/domain/packages/activate-package";
import { announceSubmission } from "@/lib/domain/packages/announce-submission";
import { insertPackage } from "@/lib/domain/packages/insert-package";
import { noteStep } from "@/lib/domain/packages/note-step";
import { type ReceivedPackage, receivePackage } from "@/lib/domain/packages/receive-package";
import {
  type Comparison,
  compareUpload,
  type Fingerprint,
  nextReview,
  statusBefore,
} from "@/lib/domain/packages/rules";
import type { Uploaded } from "@/lib/domain/packages/submit-package";
import { may } from "@/lib/domain/policy";
import type { Reader } from "@/lib/domain/query";

type VersionStep = Step<PackageTarget>;
type Where = { agent: AgentRef };
type Input = Where & { received: ReceivedPackage };

/** Throws `package_refused` for another agent's package, `version_taken` for a known version with other bytes. */
async function compare(
  db: Reader | Tx,
  agent: Pick<AgentTarget, "id" | "name" | "newestPackageId">,
  { manifest, sha256, versionKey }: ReceivedPackage,
): Promise<Comparison> {
  if (manifest.name !== agent.name) {
    const message = `The package is of agent '${manifest.name}', not of '${agent.name}'`;
    const loc = ["body", "file", "ncp.toml", "project", "name"];
    throw new DomainError("package_refused", message, {
      issues: [{ type: "manifest.name", loc, message, input: manifest.name }],
    });
  }
  const known = await db.$queryRaw<(Fingerprint & { newest: boolean })[]>`
    SELECT "versionKey", "sha256", "id" = ${agent.newestPackageId} AS "newest" FROM "Package"
    WHERE "agentId" = ${agent.id} AND ("versionKey" = ${versionKey} OR "id" = ${agent.newestPackageId})`;
  const newest = known.find((one) => one.newest);
  if (!newest) throw new Error(`Agent ${agent.id} has no newest package`);
  const compared = compareUpload({ sha256, versionKey }, newest, known);
  if (compared.kind !== "taken") return compared;
  const message = `Version ${manifest.version} of agent '${agent.name}' already exists with other contents`;
  throw new DomainError("version_taken", message);
}

function uploaded({ id, number, name, reviewStatus }: PackageTarget, facts: PackageFacts): Uploaded {
  return { agentId: id, number, name, packageId: facts.id, version: facts.version, status: reviewStatus };
}

/** The newest package once more: by an admin it is an approval, by anybody else nothing happens. */
async function repeat(step: VersionStep, byAdmin: boolean): Promise<Uploaded> {
  const { target, change, ctx } = step;
  const { id, package: facts, reviewStatus } = target;
  const next = nextReview(target, "adminUpload");
  if (!byAdmin || reviewStatus === next.status) {
    change.nothing();
    return uploaded(target, facts);
  }
  await activate(step, id, facts, next);
  const own = facts.submittedById === ctx.actor.userId ? { ownPackage: true } : {};
  const { version, sha256 } = facts;
  change.as("package.approved");
  change.record({
    before: { status: reviewStatus },
    after: { packageId: facts.id, version, sha256, status: next.status, uploaded: true, ...own },
  });
  await change.emit({
    topic: "packages",
    type: "package_reviewed",
    targetId: id,
    name: target.name,
    number: target.number,
    workspaceId: target.workspaceId,
    data: { packageId: facts.id, version, decision: "approved", status: next.status },
  });
  return uploaded({ ...target, reviewStatus: next.status }, facts);
}

type Superseded = { id: string; previousStatus: string | null; queuedAt: string };

/** The package that still waited, if any, gives its place to the new one. */
async function supersede({ tx, ctx, target }: VersionStep, version: string): Promise<Superseded | null> {
  const [old] = await tx.$queryRaw<Superseded[]>`
    UPDATE "Package" SET "status" = 'superseded' WHERE "agentId" = ${target.id} AND "status" = 'pending'
    RETURNING "id", "previousStatus", "queuedAt"::text AS "queuedAt"`;
  if (old) await noteStep(tx, ctx, old.id, "replaced", `By version ${version}`);
  return old ?? null;
}

async function add(step: VersionStep, received: ReceivedPackage, lower: boolean, byAdmin: boolean): Promise<Uploaded> {
  const { target, change } = step;
  const { id, workspaceId, reviewStatus } = target;
  const next = nextReview(target, byAdmin ? "adminUpload" : "userUpload");
  const old = await supersede(step, received.manifest.version);
  const previousStatus = statusBefore(reviewStatus, old);
  const place = { agentId: id, workspaceId, queuedAt: old?.queuedAt ?? null, previousStatus };
  const facts = await insertPackage(step, received, place, lower ? target.package.version : null);
  if (byAdmin) await activate(step, id, facts, next);
  else await setReviewStatus(step, id, next, facts.id);
  const { version, sha256 } = facts;
  const approval = byAdmin ? { approved: true, ownPackage: true } : {};
  change.record({
    before: { status: reviewStatus, packageId: target.package.id, version: target.package.version },
    after: { packageId: facts.id, version, sha256, status: next.status, ...approval },
  });
  await announceSubmission(step, target, facts, next.status);
  return uploaded({ ...target, reviewStatus: next.status }, facts);
}

async function run(step: VersionStep, { received }: Input): Promise<Uploaded> {
  const { tx, ctx, target } = step;
  const byAdmin = may(ctx.actor, "packages.onboard", target.subject);
  const compared = await compare(tx, target, received);
  return compared.kind === "same" ? repeat(step, byAdmin) : add(step, received, compared.lower, byAdmin);
}

const target = (tx: Tx, ctx: Ctx, { agent }: Where) => lockPackage(tx, ctx, { agent });

/**
 * Adds a received package to its agent: PENDING, or ACTIVE at once where an admin uploads; one that still waited is
 * superseded. The newest package once more changes nothing, except that an admin's upload activates.
 * Throws `package_refused`, `version_taken`.
 */
export const submitVersion = command({ permission: "packages.update", audit: "package.submitted", target, run });

/** The same for admins alone. */
export const onboardVersion = command({ permission: "packages.onboard", audit: "package.submitted", target, run });

/** Reads an upload and adds it to an agent through one of the commands above; nothing is kept when it is refused. */
export function uploadVersion(
  ctx: Ctx,
  stream: Readable,
  agent: AgentRef,
  submit: typeof submitVersion | typeof onboardVersion,
): Promise<Uploaded> {
  return receivePackage(ctx, stream, {
    check: async (received) => {
      const found = await getAgent(db(), ctx, agent, { withPackage: true });
      return (await compare(db(), found, received)).kind !== "same";
    },
    store: (received) => submit(ctx, { agent, received }),
  });
}
