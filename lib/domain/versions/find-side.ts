import type { Tx } from "@/lib/db";
import type { AgentTarget } from "@/lib/domain/agents/access";
import { DomainError } from "@/lib/domain/faults";
import type { Reader } from "@/lib/domain/query";
import { snapshotDraft, snapshotOf } from "@/lib/domain/versions/access";
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
