import type { Tx } from "@/lib/db";
import { type AgentTarget, getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { DomainError } from "@/lib/domain/faults";
import { may } from "@/lib/domain/policy";
import { query, type Reader } from "@/lib/domain/query";
import { snapshotDraft, snapshotOf } from "@/lib/domain/versions/access";
import { type Comparison, compareSnapshots } from "@/lib/domain/versions/compare-snapshots";
import { versionOfAgent } from "@/lib/domain/versions/find-version";
import type { Snapshot } from "@/lib/domain/versions/rules";

export type Side = { ref: string; id: string | null; label: string | null };
type Read = Side & { snapshot: Snapshot | null };

/** One side of a comparison: `draft`, `live`, a label or an id. The draft of a live agent is what is live. */
export async function sideOf(db: Reader | Tx, agent: AgentTarget, ref: string, editor: boolean): Promise<Read> {
  const { id, liveVersionId, lifecycleState, name } = agent;
  if (ref === "draft" && !editor) throw new DomainError("forbidden", `You can read '${name}' but not see its draft`);
  const draft = ref === "draft" && (lifecycleState === "draft" || liveVersionId === null);
  if (draft) return { ref, id: null, label: null, snapshot: await snapshotDraft(db, id) };
  if (ref === "live" && liveVersionId === null) return { ref, id: null, label: null, snapshot: null };
  const named = ref === "live" || ref === "draft" ? (liveVersionId ?? ref) : ref;
  const version = await versionOfAgent(db, id, named, editor);
  return { ref, id: version.id, label: version.label, snapshot: snapshotOf(version) };
}

export type VersionComparison = Comparison & { from: Side; to: Side };

/**
 * What changes from one version to another of an agent: each side is `draft`, `live`, a label or an id. Before the first
 * publish `live` is empty. Throws `not_found`, `forbidden` for the draft without the right to edit.
 */
export const compareVersions = query({
  permission: "agents.read",
  target: (db, ctx, { agent }: { agent: AgentRef; from: string; to: string }) => getAgent(db, ctx, agent),
  run: async ({ db, ctx, target }, { from, to }): Promise<VersionComparison> => {
    const editor = may(ctx.actor, "agents.edit", target.subject);
    const { snapshot: before, ...older } = await sideOf(db, target, from, editor);
    const { snapshot: after, ...newer } = await sideOf(db, target, to, editor);
    const changes = compareSnapshots(before, after ?? { content: {}, attachments: {} });
    return { from: older, to: newer, ...changes };
  },
});
