import { DomainError } from "@/lib/domain/faults";
import { isId } from "@/lib/domain/ids";
import { retentionDays } from "@/lib/domain/workspaces/rules";

const LARGEST_NUMBER = 2_147_483_647;

export const reviewStatuses = ["PENDING", "ACTIVE", "REJECTED", "DISABLED"] as const;
export type ReviewStatus = (typeof reviewStatuses)[number];

export type AgentRef = { kind: "id" | "number" | "name"; value: string };

/** How a path names an agent: `agt_…` is an id, all digits a number, anything else a name (design §1). */
export function parseAgentRef(text: string): AgentRef {
  if (isId("agent", text)) return { kind: "id", value: text };
  if (/^\d+$/.test(text)) return { kind: "number", value: text };
  return { kind: "name", value: text };
}

/** The reference of a known agent. */
export function byId(id: string): AgentRef {
  return { kind: "id", value: id };
}

/** Whether a number reference can exist at all. */
export function isPossibleNumber(text: string): boolean {
  return text.length <= 10 && Number(text) >= 1 && Number(text) <= LARGEST_NUMBER;
}

/** The sentence that says an agent is not there, the same for absent and unreadable ones. */
export function agentNotFound(ref: AgentRef): DomainError {
  return new DomainError("not_found", `Agent '${ref.value.slice(0, 255)}' not found`);
}

/** How many days a deleted agent stays in the trash under a workspace's retention tier; null: until it is purged by hand. */
export function trashDays(tier: string | null): number | null {
  return Object.entries(retentionDays).find(([name]) => name === tier)?.[1] ?? null;
}
