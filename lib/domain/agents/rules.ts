import { DomainError, invalidField } from "@/lib/domain/faults";
import { isId } from "@/lib/domain/id-shapes";
import { reservedNames } from "@/lib/packages/package-name";

export const LONGEST_NAME = 255;
export const LONGEST_DESCRIPTION = 5_000;
export const LONGEST_INSTRUCTIONS = 1024 * 1024;
export const MOST_MODELS = 20;
export const MOST_ASSIGNED = 200;

import { retentionDays } from "@/lib/domain/workspaces/rules";

const LARGEST_NUMBER = 2_147_483_647;
/** No workspace has this id. */
const NOWHERE = "00000000-0000-0000-0000-000000000000";

export const reviewStatuses = ["PENDING", "ACTIVE", "REJECTED", "DISABLED"] as const;
export type ReviewStatus = (typeof reviewStatuses)[number];

export type AgentRef = {
  kind: "id" | "number" | "name";
  value: string;
  /** The only workspace where the agent may lie; system agents lie in none. */
  within?: string;
  /** An agent that lies elsewhere is `workspace_forbidden` rather than `not_found`. */
  elsewhere?: "told";
};

/** How a path names an agent: `agt_…` is an id, all digits a number, anything else a name (design §1). */
export function parseAgentRef(text: string): AgentRef {
  if (isId("agent", text)) return { kind: "id", value: text };
  if (/^\d+$/.test(text)) return { kind: "number", value: text };
  return { kind: "name", value: text };
}

/** The same for an agent of one workspace alone. */
export function agentWithin(workspaceId: string | null, text: string): AgentRef {
  return { ...parseAgentRef(text), within: workspaceId ?? NOWHERE };
}

/** The same where the caller is told that the agent is there and lies elsewhere (contract `plugins`). */
export function agentNamedIn(workspaceId: string | null, text: string): AgentRef {
  return { ...agentWithin(workspaceId, text), elsewhere: "told" };
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

/** A tag, trimmed and in lower case. */
export const tagPattern = /^[a-z0-9-]{1,50}$/;
export const MOST_TAGS = 100;

/** Throws `invalid` where an agent would have more tags than it can. */
export function assertTagRoom(name: string, count: number): void {
  if (count > MOST_TAGS) throw invalidField("tags", `agent '${name}' would have ${count} tags; at most ${MOST_TAGS}`);
}

/** Why a trimmed text cannot be an agent's name, as the end of a sentence that begins with "name"; null when it can. */
export function agentNameProblem(name: string): string | null {
  const length = [...name].length;
  if (length < 1 || length > LONGEST_NAME) return `must have 1 to ${LONGEST_NAME} characters`;
  if (/[\p{Cc}/\\]/u.test(name)) return "must not contain control characters, / or \\";
  if (/^\d+$/.test(name)) return "must not be all digits, because numbers stand for agents";
  if (name.startsWith("agt_")) return "must not begin with agt_, because ids do";
  if (name === "." || name === ".." || reservedNames.has(name)) return "is reserved";
  return null;
}

/** What a change of an agent's own fields may name. */
export type AgentChanges = {
  name?: string;
  type?: string;
  description?: string;
  instructions?: string;
  /** In their order, the first is asked first. */
  models?: string[];
  temperature?: number | null;
  modelSettings?: Record<string, JsonValue>;
  personaId?: number | null;
  useCustomPersona?: boolean;
  customPersonaPrompt?: string | null;
  runtimeUserId?: string | null;
};
type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** JSON in which the order of keys says nothing, because the database does not keep it. */
function canonical(value: unknown): string {
  const sorted = (_: string, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner;
  return JSON.stringify(value ?? null, sorted);
}

/** Those of the changes that differ from what is there, in the order in which they were asked for. */
export function differences(agent: AgentChanges, wanted: AgentChanges): AgentChanges {
  const names = Object.keys(wanted) as (keyof AgentChanges)[];
  const differing = names.filter(
    (name) => wanted[name] !== undefined && canonical(wanted[name]) !== canonical(agent[name]),
  );
  return Object.fromEntries(differing.map((name) => [name, wanted[name]]));
}

/** Makes sure that content may change. Throws `agent_live`. */
export function assertDraft(agent: {
  id: string;
  workspaceId: string | null;
  name: string;
  lifecycleState: string;
}): void {
  if (agent.lifecycleState !== "live") return;
  const { id, workspaceId } = agent;
  throw new DomainError("agent_live", `'${agent.name}' is live. Enter edit mode first`, { agent: { id, workspaceId } });
}

/** Makes sure that an agent lies in the trash. Throws `not_deleted`. */
export function assertDeleted({ name, deletedAt }: { name: string; deletedAt: Date | null }): void {
  if (deletedAt === null) throw new DomainError("not_deleted", `'${name}' is not in the trash. Delete it first`);
}

/** When a deleted agent is purged by itself; null: never. */
export function purgeTime(deletedAt: Date, tier: string | null): Date | null {
  const days = trashDays(tier);
  return days === null ? null : new Date(deletedAt.getTime() + days * 86_400_000);
}

/** Days that are left in the trash, each begun one counted; 0 once the time is over. */
export function daysLeft(purgeAt: Date, now: Date): number {
  return Math.max(0, Math.ceil((purgeAt.getTime() - now.getTime()) / 86_400_000));
}

/** The same in words. */
export function timeLeft(purgeAt: Date, now: Date): string {
  const left = purgeAt.getTime() - now.getTime();
  if (left <= 0) return "Due to be purged";
  if (left < 86_400_000) return "Less than a day";
  const days = daysLeft(purgeAt, now);
  return days === 1 ? "1 day left" : `${days} days left`;
}
