import type { Tx } from "@/lib/db";
import type { AgentTarget } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { newId } from "@/lib/domain/ids";
import { knownMapping, type WantedMapping } from "@/lib/domain/lifecycle/known-mapping";
import { assertLifecycle, lockForRelease, tell } from "@/lib/domain/lifecycle/release-target";
import { snapshotDraft } from "@/lib/domain/versions/access";
import { nextPosition } from "@/lib/domain/versions/find-version";
import { freezeDraft, frozenConnections, renameFrozen } from "@/lib/domain/versions/freeze-parts";
import { type Mapping, usedPairs, withKept, withProduction } from "@/lib/domain/versions/map-resources";
import { labelAt, type Snapshot } from "@/lib/domain/versions/rules";

type Input = { agent: AgentRef; note?: string; mapping: WantedMapping };
type Names = ReadonlyMap<string, string>;
type Published = { id: string; label: string; mapping: Mapping };

/** Only a draft is published, and of a package only an approved one. Throws `not_draft`, `review_pending`. */
async function assertPublishable(tx: Tx, target: AgentTarget): Promise<void> {
  const { id, workspaceId, name, lifecycleState, liveVersionId, newestPackageId } = target;
  if (lifecycleState === "live") {
    const live = await tx.agentVersion.findUnique({ where: { id: liveVersionId ?? "" }, select: { label: true } });
    const message = `'${name}' is live already (${live?.label ?? "no version"}). Enter edit mode first`;
    throw new DomainError("not_draft", message, { agent: { id, workspaceId } });
  }
  if (newestPackageId === null) return;
  const found = await tx.package.findUnique({ where: { id: newestPackageId }, select: { status: true } });
  if (found?.status === "approved" && liveVersionId !== null) return;
  throw new DomainError("review_pending", "The package waits for review; approving it publishes it");
}

/** What the version will say: of a package's fields what the live version says of them. */
async function contentOf(tx: Tx, { newestPackageId, liveVersionId }: AgentTarget, draft: Snapshot): Promise<object> {
  if (newestPackageId === null) return draft.content;
  const live = await tx.agentVersion.findUniqueOrThrow({ where: { id: liveVersionId ?? "" } });
  return Object(live.content);
}

/** Keeps of a mapping what the agent uses, and lets the frozen models name production connections. */
async function applyMapping(tx: Tx, versionId: string, draft: Snapshot, wanted: WantedMapping, names: Names) {
  const idsOf = (kind: "dataConnections" | "mcpServers") => (draft.attachments[kind] ?? []).map(({ id }) => id);
  const named = wanted.connections ? await frozenConnections(tx, versionId) : [];
  const connections = usedPairs(wanted.connections ?? {}, new Set([...idsOf("dataConnections"), ...named]));
  const mcpServers = usedPairs(wanted.mcpServers ?? {}, new Set(idsOf("mcpServers")));
  await renameFrozen(tx, versionId, connections, names);
  return withKept({ connections, mcpServers }, draft);
}

async function writeVersion({ tx, ctx, target }: Step<AgentTarget>, input: Input, names: Names): Promise<Published> {
  const { id: agentId, liveVersionId: parentId } = target;
  const draft = await snapshotDraft(tx, agentId);
  const content = await contentOf(tx, target, draft);
  const position = await nextPosition(tx, agentId);
  const [id, label] = [newId("version"), labelAt(position)];
  const origin = { agentId, position, label, parentId, packageId: target.newestPackageId };
  const said = { note: input.note ?? "", authorId: ctx.actor.userId, publishedAt: new Date() };
  await tx.agentVersion.create({ data: { id, ...origin, ...said, content, attachments: draft.attachments } });
  await freezeDraft(tx, agentId, id);
  const mapping = await applyMapping(tx, id, draft, input.mapping, names);
  if (Object.keys({ ...mapping.connections, ...mapping.mcpServers }).length > 0) {
    const { attachments } = withProduction(draft, mapping, names);
    await tx.agentVersion.update({ where: { id }, data: { attachments, mapping } });
  }
  return { id, label, mapping };
}

/**
 * Makes the draft live: a version is written with production resources in the place of the mapped test ones, which the
 * working copy keeps. Throws `lifecycle_disabled`, `unknown_reference`, `invalid`, `not_draft`, `review_pending`.
 */
export const publishDraft = command({
  permission: "agents.edit",
  audit: "agent.published",
  target: lockForRelease,
  available: assertLifecycle,
  run: async (step: Step<AgentTarget>, input: Input): Promise<{ id: string }> => {
    const { tx, target, change } = step;
    const { id, liveVersionId } = target;
    const names = await knownMapping(tx, target.workspaceId, input.mapping);
    await assertPublishable(tx, target);
    const version = await writeVersion(step, input, names);
    await tx.$executeRaw`UPDATE "Agent" SET "liveVersionId" = ${version.id}, "lifecycleState" = 'live',
      "nameBeforeDraft" = NULL, "updatedAt" = clock_timestamp(), "rev" = "rev" + 1 WHERE "id" = ${id}`;
    const { label, mapping } = version;
    const after = { liveVersionId: version.id, label, note: input.note ?? "", mapping };
    change.record({ before: { liveVersionId }, after });
    await tell(step, "agent_published", { versionId: version.id });
    return { id };
  },
});
