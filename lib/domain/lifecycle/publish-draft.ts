import type { Tx } from "@/lib/db";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { newId } from "@/lib/domain/ids";
import { knownMapping, type WantedMapping } from "@/lib/domain/lifecycle/known-mapping";
import { assertSwitchedOn, lockForRelease, type ReleaseTarget, tell } from "@/lib/domain/lifecycle/release-target";
import { readAttachments } from "@/lib/domain/versions/access";
import { connectionsNamed, draftModels, renamedModels } from "@/lib/domain/versions/freeze-parts";
import { type Mapping, mappingOf, usedPairs, withKept, withProduction } from "@/lib/domain/versions/map-resources";
import { labelAt } from "@/lib/domain/versions/rules";
import { type DraftVersion, writeDraftAsLive } from "@/lib/domain/versions/write-draft";

type Input = { agent: AgentRef; note?: string; mapping: WantedMapping };
type Names = ReadonlyMap<string, string>;

/** Only a draft is published, and of a package only an approved one. Throws `not_draft`, `review_pending`. */
function assertPublishable(target: ReleaseTarget): void {
  const { id, workspaceId, name, lifecycleState, liveVersionId, newestPackageId, liveLabel, packageStatus } = target;
  if (lifecycleState === "live") {
    const message = `'${name}' is live already (${liveLabel ?? "no version"}). Enter edit mode first`;
    throw new DomainError("not_draft", message, { agent: { id, workspaceId } });
  }
  if (newestPackageId === null || (packageStatus === "approved" && liveVersionId !== null)) return;
  throw new DomainError("review_pending", "The package waits for review; approving it publishes it");
}

/** What the mapping makes of the working copy; null where the agent uses nothing that it speaks of. */
async function mapDraft(tx: Tx, agentId: string, wanted: WantedMapping, names: Names): Promise<DraftVersion["mapped"]> {
  if (names.size === 0) return null;
  const draft = { content: {}, attachments: await readAttachments(tx, agentId) };
  const models = wanted.connections ? await draftModels(tx, agentId) : [];
  const idsOf = (kind: "dataConnections" | "mcpServers") => (draft.attachments[kind] ?? []).map(({ id }) => id);
  const named = models.flatMap((model) => Object.values(connectionsNamed(model)));
  const connections = usedPairs(wanted.connections ?? {}, new Set([...idsOf("dataConnections"), ...named]));
  const mcpServers = usedPairs(wanted.mcpServers ?? {}, new Set(idsOf("mcpServers")));
  if (Object.keys({ ...connections, ...mcpServers }).length === 0) return null;
  const mapping = withKept({ connections, mcpServers }, draft);
  const { attachments } = withProduction(draft, mapping, names);
  return { attachments, models: renamedModels(models, connections, names), mapping };
}

type Published = { id: string; label: string; mapping: Mapping };

async function writeVersion({ tx, ctx, target }: Step<ReleaseTarget>, input: Input, names: Names): Promise<Published> {
  const { id: agentId, liveVersionId: parentId, newestPackageId: packageId, nextPosition: position } = target;
  const mapped = await mapDraft(tx, agentId, input.mapping, names);
  const [id, label] = [newId("version"), labelAt(position)];
  const said = { note: input.note ?? "", authorId: ctx.actor.userId };
  await writeDraftAsLive(tx, { id, agentId, position, label, parentId, packageId, ...said, mapped });
  return { id, label, mapping: mapped?.mapping ?? mappingOf({}) };
}

/**
 * Makes the draft live: a version is written with production resources in the place of the mapped test ones, which the
 * working copy keeps. Throws `lifecycle_disabled`, `unknown_reference`, `invalid`, `not_draft`, `review_pending`.
 */
export const publishDraft = command({
  permission: "agents.edit",
  audit: "agent.published",
  target: lockForRelease,
  available: assertSwitchedOn,
  run: async (step: Step<ReleaseTarget>, input: Input): Promise<{ id: string }> => {
    const { tx, target, change } = step;
    const { id, liveVersionId } = target;
    const names = await knownMapping(tx, target.workspaceId, input.mapping);
    assertPublishable(target);
    const { id: versionId, label, mapping } = await writeVersion(step, input, names);
    const after = { liveVersionId: versionId, label, note: input.note ?? "", mapping };
    change.record({ before: { liveVersionId }, after });
    await tell(step, "agent_published", { versionId });
    return { id };
  },
});
