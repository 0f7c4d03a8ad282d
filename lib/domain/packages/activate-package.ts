import type { Tx } from "@/lib/db";
import { setReviewStatus } from "@/lib/domain/agents/set-review-status";
import type { Change } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { newId } from "@/lib/domain/ids";
import type { PackageFacts } from "@/lib/domain/packages/access";
import { noteStep } from "@/lib/domain/packages/note-step";
import type { Next, PackageStatus } from "@/lib/domain/packages/rules";
import { snapshotDraft } from "@/lib/domain/versions/access";
import { nextPosition } from "@/lib/domain/versions/find-version";
import { freezeDraft, freezeLike } from "@/lib/domain/versions/freeze-parts";
import { labelAt } from "@/lib/domain/versions/rules";

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

type Live = { id: string; attachments: unknown; mapping: unknown } | null;

/** What is attached to the package's version: what is live; the first time what the draft has. */
async function partsOf(tx: Tx, agentId: string, live: Live) {
  if (live) return live;
  const { attachments } = await snapshotDraft(tx, agentId);
  return { attachments, mapping: null };
}

/** Writes the package's version beside the draft, with nothing unfinished in it. */
async function writeVersion({ tx, ctx }: Step, agentId: string, facts: PackageFacts, live: Live): Promise<string> {
  const { attachments, mapping } = await partsOf(tx, agentId, live);
  const id = newId("version");
  const position = await nextPosition(tx, agentId);
  const { description, version, sha256 } = facts;
  const content = { description, package: { id: facts.id, version, sha256 } };
  await tx.$executeRaw`
    INSERT INTO "AgentVersion" ("id", "agentId", "position", "label", "parentId", "note", "authorId", "packageId", "content",
      "attachments", "mapping", "publishedAt")
    VALUES (${id}, ${agentId}, ${position}, ${labelAt(position)}, ${live?.id ?? null}, ${`Package ${version}`}, ${ctx.actor.userId},
      ${facts.id}, ${JSON.stringify(content)}::jsonb, ${JSON.stringify(attachments)}::jsonb,
      ${mapping ? JSON.stringify(mapping) : null}::jsonb, clock_timestamp())`;
  if (live) await freezeLike(tx, live.id, id);
  else await freezeDraft(tx, agentId, id);
  return id;
}

/**
 * The agent's live version becomes the package's, unless it is that already. A draft that was opened from a live version
 * stays open; only the package's own fields change in it.
 */
async function publish(step: Step, agentId: string, facts: PackageFacts): Promise<void> {
  const { tx } = step;
  const { liveVersion } = await tx.agent.findUniqueOrThrow({ where: { id: agentId }, select: { liveVersion: true } });
  const current = liveVersion !== null && liveVersion.packageId === facts.id;
  const liveId = current ? liveVersion.id : await writeVersion(step, agentId, facts, liveVersion);
  await tx.$executeRaw`UPDATE "Agent" SET "liveVersionId" = ${liveId}, "description" = ${facts.description},
    "lifecycleState" = CASE WHEN "liveVersionId" IS NULL THEN 'live' ELSE "lifecycleState" END WHERE "id" = ${agentId}`;
}

/** Approves the newest package: decided, published, and asked to be loaded. */
export async function activate(step: Step, agentId: string, facts: PackageFacts, next: Next): Promise<void> {
  if (facts.status !== "approved") await decide(step, facts, "approved", null);
  await publish(step, agentId, facts);
  await setReviewStatus(step, agentId, next, facts.id);
}
