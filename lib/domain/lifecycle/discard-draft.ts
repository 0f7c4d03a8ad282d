import type { Tx } from "@/lib/db";
import type { AgentTarget } from "@/lib/domain/agents/access";
import { audited } from "@/lib/domain/agents/audit-content";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { knownMapping, type WantedMapping } from "@/lib/domain/lifecycle/known-mapping";
import { assertSwitchedOn, lockForRelease, tell } from "@/lib/domain/lifecycle/release-target";
import { snapshotDraft, snapshotOf } from "@/lib/domain/versions/access";
import { applySnapshot, obtainable } from "@/lib/domain/versions/apply-version";
import { compareSnapshots } from "@/lib/domain/versions/compare-snapshots";
import { thawFiles } from "@/lib/domain/versions/freeze-parts";
import { type Mapping, mappingOf } from "@/lib/domain/versions/map-resources";
import { withTestAgain } from "@/lib/domain/versions/match-draft";
import type { Snapshot } from "@/lib/domain/versions/rules";

type Input = { agent: AgentRef; note?: string; mapping: WantedMapping };
type Live = { id: string; label: string; content: unknown; attachments: unknown; mapping: unknown };

async function liveVersionOf(tx: Tx, { name, liveVersionId }: AgentTarget): Promise<Live> {
  if (liveVersionId !== null) return tx.agentVersion.findUniqueOrThrow({ where: { id: liveVersionId } });
  const message = `'${name}' was never published; there is no live version to return to`;
  throw new DomainError("no_live_version", message);
}

/** What the body says of a kind stands in place of all that was recorded of it. */
function backwards({ kept = {}, ...recorded }: Mapping, { connections, mcpServers }: WantedMapping): Mapping {
  const said = { ...(connections ? { connections } : {}), ...(mcpServers ? { mcpServers } : {}) };
  const unsaid = Object.entries(kept).filter(([kind]) => !(kind in said));
  return { ...recorded, ...said, kept: Object.fromEntries(unsaid) };
}

/** The live version's content with test resources again: by the pairs that are given, else by the recorded ones. */
async function returned(tx: Tx, target: AgentTarget, live: Live, wanted: WantedMapping): Promise<Snapshot> {
  const { content, attachments } = snapshotOf(live);
  const own = target.newestPackageId === null ? content : {};
  const working = await withTestAgain(tx, { content: own, attachments }, backwards(mappingOf(live), wanted));
  return obtainable(tx, live.label, working, true);
}

/** The name from before the draft, where it is another and free. */
async function formerName(tx: Tx, { id, name, workspaceId }: AgentTarget): Promise<string | null> {
  const row = await tx.agent.findUniqueOrThrow({ where: { id }, select: { nameBeforeDraft: true } });
  const former = row.nameBeforeDraft;
  if (former === null || former === name) return null;
  return (await tx.agent.count({ where: { workspaceId, name: former, deletedAt: null } })) === 0 ? former : null;
}

/** What is lost, for the audit trail. */
function lostContent(draft: Snapshot, wanted: Snapshot): Record<string, unknown> {
  const { fields, attachments } = compareSnapshots(draft, wanted);
  const texts = fields.map(({ field, before }) => [field, before]);
  const lists = attachments.map(({ kind, added, removed }) => [kind, { lost: removed, returned: added }]);
  return audited(Object.fromEntries([...texts, ...lists]));
}

async function restore(step: Step<AgentTarget>, live: Live, { note, mapping }: Input): Promise<void> {
  const { tx, target, change } = step;
  const { id, name } = target;
  const [draft, wanted] = [await snapshotDraft(tx, id), await returned(tx, target, live, mapping)];
  const former = await formerName(tx, target);
  await applySnapshot(tx, id, wanted);
  if (Object.keys(wanted.attachments).length > 0) await thawFiles(tx, id, live.id);
  await tx.$executeRaw`UPDATE "Agent" SET "lifecycleState" = 'live', "name" = ${former ?? name}, "nameBeforeDraft" = NULL,
    "updatedAt" = clock_timestamp(), "rev" = "rev" + 1 WHERE "id" = ${id}`;
  const after = { liveVersionId: live.id, label: live.label, note: note ?? "", name: former ?? name };
  change.record({ before: { ...lostContent(draft, wanted), name }, after });
  await tell(step, "agent_draft_discarded", { versionId: live.id });
}

/**
 * Returns from the draft to the live version, with test resources in the working copy again; of a live agent nothing
 * changes. Throws `lifecycle_disabled`, `unknown_reference`, `invalid`, `no_live_version`.
 */
export const discardDraft = command({
  permission: "agents.edit",
  audit: "agent.draft_discarded",
  target: lockForRelease,
  available: assertSwitchedOn,
  run: async (step: Step<AgentTarget>, input: Input): Promise<{ id: string }> => {
    const { tx, target, change } = step;
    await knownMapping(tx, target.workspaceId, input.mapping);
    if (target.lifecycleState === "live") change.nothing();
    else await restore(step, await liveVersionOf(tx, target), input);
    return { id: target.id };
  },
});
