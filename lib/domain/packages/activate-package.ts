import type { Tx } from "@/lib/db";
import { setReviewStatus } from "@/lib/domain/agents/set-review-status";
import type { Change } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { newId } from "@/lib/domain/ids";
import type { PackageFacts } from "@/lib/domain/packages/access";
import { noteStep } from "@/lib/domain/packages/note-step";
import type { Next, PackageStatus } from "@/lib/domain/packages/rules";

type Step = { tx: Tx; ctx: Ctx; change: Change };

/**
 * Decides on a package in one compare-and-set on its bytes and status; `reason` goes with a decline. Throws
 * `state_changed` when it is no longer what was read.
 */
export async function decide(
  { tx, ctx }: Step,
  seen: Pick<PackageFacts, "id" | "sha256" | "status">,
  status: Extract<PackageStatus, "approved" | "declined">,
  reason: string | null,
): Promise<void> {
  const decided = await tx.$executeRaw`
    UPDATE "Package" SET "status" = ${status}, "reason" = ${reason}, "reviewedById" = ${ctx.actor.userId},
      "reviewedAt" = clock_timestamp()
    WHERE "id" = ${seen.id} AND "sha256" = ${seen.sha256} AND "status" = ${seen.status}`;
  if (decided !== 1) throw new DomainError("state_changed", "Somebody else decided on this package; load it again");
  await noteStep(tx, ctx, seen.id, status, reason);
}

/** The agent's live version becomes the package's, unless it is that already. */
async function publish({ tx, ctx }: Step, agentId: string, facts: PackageFacts): Promise<void> {
  const content = JSON.stringify({
    description: facts.description,
    package: { id: facts.id, version: facts.version, sha256: facts.sha256 },
  });
  await tx.$executeRaw`
    WITH agent AS (
      SELECT a."id", a."liveVersionId", v."packageId" FROM "Agent" a
      LEFT JOIN "AgentVersion" v ON v."id" = a."liveVersionId" WHERE a."id" = ${agentId}),
    made AS (
      INSERT INTO "AgentVersion" ("id", "agentId", "position", "label", "parentId", "note", "authorId", "packageId", "content", "publishedAt")
      SELECT ${newId("version")}, agent."id", last."position" + 1, 'v' || (last."position" + 1), agent."liveVersionId",
        ${`Package ${facts.version}`}, ${ctx.actor.userId}, ${facts.id}, ${content}::jsonb, clock_timestamp()
      FROM agent, (SELECT coalesce(max("position"), 0) AS "position" FROM "AgentVersion" WHERE "agentId" = ${agentId}) last
      WHERE agent."packageId" IS DISTINCT FROM ${facts.id}
      RETURNING "id")
    UPDATE "Agent" SET "liveVersionId" = coalesce((SELECT "id" FROM made), "liveVersionId"), "lifecycleState" = 'live',
      "description" = ${facts.description}
    WHERE "id" = ${agentId}`;
}

/** Approves the newest package: decided, published, and asked to be loaded. */
export async function activate(step: Step, agentId: string, facts: PackageFacts, next: Next): Promise<void> {
  if (facts.status !== "approved") await decide(step, facts, "approved", null);
  await publish(step, agentId, facts);
  await setReviewStatus(step, agentId, next, facts.id);
}
