import { DomainError } from "@/lib/domain/faults";

export const profileStatuses = ["active", "idle", "failed"] as const;
/** What an agent does, in three words: it runs, it does not, or it ended with an error. */
export type ProfileStatus = (typeof profileStatuses)[number];

/** What may be wished for; `deleted` is never granted this way. */
export const wishedStatuses = [...profileStatuses, "deleted"] as const;
export type WishedStatus = (typeof wishedStatuses)[number];

/** What a wish for a status comes to. */
export type StatusStep = "nothing" | "start" | "stop" | "mark_failed" | "clear_failure";

const steps: Readonly<Record<ProfileStatus, Partial<Record<WishedStatus, StatusStep>>>> = {
  active: { active: "nothing", idle: "stop" },
  idle: { active: "start", idle: "nothing", failed: "mark_failed" },
  failed: { idle: "clear_failure", failed: "nothing" },
};

/** What leads from one status to another. Throws `not_possible` where nothing does. */
export function statusStep(from: ProfileStatus, to: WishedStatus): StatusStep {
  const step = steps[from][to];
  if (step) return step;
  const hint = to === "deleted" ? " (use DELETE)" : "";
  throw new DomainError("not_possible", `Invalid status transition: ${from} -> ${to}${hint}`);
}

/** The models after another one comes first: fallbacks stay behind it, and without a first one there are none. */
export function modelsWith(modelId: string | null, before: readonly string[]): string[] {
  return modelId === null ? [] : [modelId, ...before.slice(1).filter((model) => model !== modelId)];
}

/** What a person who marks an agent as failed leaves as its reason. */
export function markedAsFailed(name: string): string {
  return `Marked as failed by ${name}`;
}
