import type { Tx } from "@/lib/db";
import type { AgentTarget } from "@/lib/domain/agents/access";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { may } from "@/lib/domain/policy";
import type { Reader } from "@/lib/domain/query";
import { snapshotDraft, snapshotOf } from "@/lib/domain/versions/access";
import { versionOfAgent } from "@/lib/domain/versions/find-version";
import { type Mapping, mappingOf } from "@/lib/domain/versions/map-resources";
import type { Snapshot } from "@/lib/domain/versions/rules";

export type Side = { ref: string; id: string | null; label: string | null };
export type Read = {
  side: Side;
  /** Null: nothing was live yet. */
  snapshot: Snapshot | null;
  /** That of a version; nothing is mapped in a draft. */
  mapping: Mapping;
};
const nothingMapped = mappingOf({});

/** A release of an agent; `editor` says whether versions that were never live count. Throws `not_found`. */
export async function sideOf(db: Reader | Tx, agent: AgentTarget, ref: string, editor: boolean): Promise<Read> {
  const { id, liveVersionId, lifecycleState } = agent;
  const draft = ref === "draft" && (lifecycleState === "draft" || liveVersionId === null);
  const unnamed = { side: { ref, id: null, label: null }, mapping: nothingMapped };
  if (draft) return { ...unnamed, snapshot: await snapshotDraft(db, id) };
  if (ref === "live" && liveVersionId === null) return { ...unnamed, snapshot: null };
  const named = ref === "live" || ref === "draft" ? (liveVersionId ?? ref) : ref;
  const version = await versionOfAgent(db, id, named, editor);
  const side = { ref, id: version.id, label: version.label };
  return { side, snapshot: snapshotOf(version), mapping: mappingOf(version) };
}

/** What somebody is told who asks for a draft and may not edit the agent. */
export function draftForbidden({ name }: AgentTarget): DomainError {
  return new DomainError("forbidden", `You can read '${name}' but not see its draft`);
}

/**
 * Releases of an agent, each named `draft`, `live`, by a label or an id; the draft of a live agent is what is live.
 * Throws `not_found` for any of them, and only then `forbidden` for a draft to those who may not edit.
 */
export async function readSides<Refs extends readonly string[]>(
  db: Reader | Tx,
  ctx: Ctx,
  agent: AgentTarget,
  refs: Refs,
): Promise<{ [At in keyof Refs]: Read }> {
  const editor = may(ctx.actor, "agents.edit", agent.subject);
  const sides: Read[] = [];
  for (const ref of refs) sides.push(await sideOf(db, agent, ref, editor));
  if (!editor && refs.includes("draft")) throw draftForbidden(agent);
  // One side was read for each reference.
  return sides as { [At in keyof Refs]: Read };
}
