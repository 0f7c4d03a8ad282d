import type { Tx } from "@/lib/db";
import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { assertLifecycle } from "@/lib/domain/lifecycle/release-target";
import { snapshotDraft, snapshotOf } from "@/lib/domain/versions/access";
import { obtainable } from "@/lib/domain/versions/apply-version";
import { compareSnapshots } from "@/lib/domain/versions/compare-snapshots";
import { versionOfAgent } from "@/lib/domain/versions/find-version";
import { draftDiffers, inDraft, takeAsDraft } from "@/lib/domain/versions/match-draft";
import type { Snapshot } from "@/lib/domain/versions/rules";

type Where = { agent: AgentRef };
type Input = Where & { version: string; discardDraft: boolean; dropMissing: boolean };

/** Work that was never published is given up only by name. Throws `draft_exists`. */
async function assertNothingUnpublished(tx: Tx, target: AgentTarget): Promise<void> {
  const { id, lifecycleState, liveVersionId, name } = target;
  if (lifecycleState === "live") return;
  const live = liveVersionId && (await tx.agentVersion.findUniqueOrThrow({ where: { id: liveVersionId } }));
  if (live && !(await draftDiffers(tx, id, live))) return;
  const why = live ? `differs from ${live.label}` : "was never published";
  const message = `The draft of '${name}' ${why}. Send "discardDraft": true to give it up`;
  throw new DomainError("draft_exists", message);
}

/** Of an agent that comes from a package only what is attached: its fields change with the package alone. */
function restorable({ newestPackageId }: AgentTarget, { content, attachments }: Snapshot): Snapshot {
  return newestPackageId === null ? { content, attachments } : { content: {}, attachments };
}

/** The names of what the draft says otherwise than the version does, for the audit trail. */
function changedParts(draft: Snapshot, version: Snapshot): string[] {
  const { fields, attachments } = compareSnapshots(draft, version);
  return [...fields.map(({ field }) => field), ...attachments.map(({ kind }) => kind)];
}

async function announce({ change, target }: Step<AgentTarget>, fields: string[]): Promise<void> {
  const { id, name, number, workspaceId, lifecycleState } = target;
  const about = { topic: "agents", targetId: id, name, number, workspaceId } as const;
  if (lifecycleState === "live") await change.emit({ ...about, type: "agent_edit_started" });
  await change.emit({ ...about, type: "agent_updated", data: { fields } });
}

/**
 * The draft takes what a version says, and a live agent enters edit mode; what is live stays. Without a difference
 * nothing happens. Throws `not_found`, `lifecycle_disabled`, `draft_exists` where an unpublished draft would be lost,
 * `resource_missing`.
 */
export const restoreVersionAsDraft = command({
  permission: "agents.edit",
  audit: "agent.version_restored",
  target: (tx: Tx, ctx: Ctx, { agent }: Where) => lockAgent(tx, ctx, agent),
  run: async (step: Step<AgentTarget>, input: Input): Promise<{ id: string }> => {
    const { tx, target, change } = step;
    const { id, lifecycleState } = target;
    const version = await versionOfAgent(tx, id, input.version, true);
    await assertLifecycle(tx, target);
    const draft = await snapshotDraft(tx, id);
    const wanted = await obtainable(tx, version.label, restorable(target, snapshotOf(version)), input.dropMissing);
    const working = await inDraft(tx, version, wanted);
    if (lifecycleState === "draft" && !(await draftDiffers(tx, id, version, working))) {
      change.nothing();
      return { id };
    }
    if (!input.discardDraft) await assertNothingUnpublished(tx, target);
    const replaced = changedParts(draft, working);
    await takeAsDraft(tx, id, version, wanted);
    await tx.$executeRaw`UPDATE "Agent" SET "lifecycleState" = 'draft',
      "nameBeforeDraft" = CASE WHEN "lifecycleState" = 'live' THEN "name" ELSE "nameBeforeDraft" END, "updatedAt" = clock_timestamp(),
      "rev" = "rev" + 1 WHERE "id" = ${id}`;
    change.record({ before: { lifecycleState }, after: { versionId: version.id, label: version.label, replaced } });
    await announce(step, replaced);
    return { id };
  },
});
