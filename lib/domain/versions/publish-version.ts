import type { Tx } from "@/lib/db";
import { runPackage } from "@/lib/domain/agents/switch-running";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { newId } from "@/lib/domain/ids";
import { assertLifecycle } from "@/lib/domain/lifecycle/release-target";
import { getVersion, snapshotOf, type VersionTarget } from "@/lib/domain/versions/access";
import { obtainable } from "@/lib/domain/versions/apply-version";
import { nextPosition } from "@/lib/domain/versions/find-version";
import { freezeLike } from "@/lib/domain/versions/freeze-parts";
import { draftDiffers, takeAsDraft } from "@/lib/domain/versions/match-draft";
import { labelAt, type Snapshot } from "@/lib/domain/versions/rules";

type Where = { version: string };
type Input = Where & { note?: string; discardDraft: boolean; dropMissing: boolean };

/** The package that runs with the version; only an approved one is published. */
async function approvedPackage(tx: Tx, { version, newestPackageId }: VersionTarget): Promise<string | null> {
  const id = version.packageId ?? newestPackageId;
  if (id === null) return null;
  const found = await tx.package.findUnique({ where: { id }, select: { status: true } });
  if (found?.status === "approved") return id;
  throw new DomainError("review_pending", "The package waits for review; approving it publishes it");
}

async function assertNothingLost(tx: Tx, target: VersionTarget): Promise<void> {
  const { id, liveVersionId, lifecycleState } = target;
  if (lifecycleState === "live" || liveVersionId === null) return;
  const live = await tx.agentVersion.findUniqueOrThrow({ where: { id: liveVersionId } });
  if (!(await draftDiffers(tx, id, live))) return;
  const message = `The draft differs from ${live.label}. Send "discardDraft": true to give it up`;
  throw new DomainError("draft_exists", message);
}

/** A version that was live before is repeated as a new one. */
async function repeat({ tx, ctx, target }: Step<VersionTarget>, snapshot: Snapshot, note?: string): Promise<string> {
  const { id: agentId, liveVersionId, version } = target;
  const position = await nextPosition(tx, agentId);
  const raw = typeof version.content === "object" ? version.content : {};
  const mapping = version.mapping ?? undefined;
  const frozen = { content: { ...raw, ...snapshot.content }, attachments: snapshot.attachments, mapping };
  const origin = { parentId: liveVersionId, restoredFromId: version.id, packageId: version.packageId };
  const named = { position, label: labelAt(position), note: note ?? `Back to ${version.label}` };
  const id = newId("version");
  const data = { id, agentId, ...named, ...origin, ...frozen, authorId: ctx.actor.userId, publishedAt: new Date() };
  await tx.agentVersion.create({ data });
  await freezeLike(tx, version.id, id);
  return id;
}

/** The version that goes live: itself the first time, without what is gone where that was allowed. */
async function makeLive(step: Step<VersionTarget>, snapshot: Snapshot, note?: string): Promise<string> {
  const { tx, target } = step;
  const { version } = target;
  if (version.publishedAt !== null) return repeat(step, snapshot, note);
  await tx.agentVersion.update({
    where: { id: version.id },
    data: { publishedAt: new Date(), attachments: snapshot.attachments, ...(note === undefined ? {} : { note }) },
  });
  return version.id;
}

async function announce(step: Step<VersionTarget>, versionId: string): Promise<void> {
  const { change, target } = step;
  const { id, name, number, workspaceId, version } = target;
  const about = { topic: "agents", targetId: id, name, number, workspaceId, data: { versionId } } as const;
  await change.emit({ ...about, type: "agent_published" });
  if (version.publishedAt === null) return;
  change.as("agent.rolled_back");
  await change.emit({ ...about, type: "agent_rolled_back" });
}

/** The same of a version that is found already, of an agent that is locked. */
export async function makeVersionLive(
  step: Step<VersionTarget>,
  { note, discardDraft, dropMissing }: Input,
): Promise<{ id: string }> {
  const { tx, target, change } = step;
  const { id, version, liveVersionId } = target;
  if (version.id === liveVersionId) throw new DomainError("already_live", `${version.label} is live already`);
  const packageId = await approvedPackage(tx, target);
  if (!discardDraft) await assertNothingLost(tx, target);
  const snapshot = await obtainable(tx, version.label, snapshotOf(version), dropMissing);
  const versionId = await makeLive(step, snapshot, note);
  await takeAsDraft(tx, id, version, snapshot);
  await tx.$executeRaw`UPDATE "Agent" SET "liveVersionId" = ${versionId}, "lifecycleState" = 'live',
    "nameBeforeDraft" = NULL, "updatedAt" = clock_timestamp(), "rev" = "rev" + 1 WHERE "id" = ${id}`;
  if (packageId !== null && target.reviewStatus === "ACTIVE") await runPackage(step, id, packageId);
  change.record({ before: { liveVersionId }, after: { liveVersionId: versionId, from: version.label, discardDraft } });
  await announce(step, versionId);
  return { id };
}

/**
 * Makes a version the live one: itself when it never was, as a new version with the same content when it was (rollback).
 * The draft takes the same content. Throws `lifecycle_disabled`, `already_live`, `review_pending`, `draft_exists` where a
 * draft would be lost, `resource_missing`.
 */
export const publishVersion = command({
  permission: "agents.edit",
  audit: "agent.published",
  target: (tx: Tx, ctx: Ctx, { version }: Where) => getVersion(tx, ctx, version, true),
  available: assertLifecycle,
  run: makeVersionLive,
});
