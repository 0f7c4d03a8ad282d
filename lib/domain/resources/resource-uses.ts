import type { Tx } from "@/lib/db";
import { readableAgents } from "@/lib/domain/agents/access";
import type { Ctx } from "@/lib/domain/context";
import { type AnyKind, publishedUsers, usingAgents } from "@/lib/domain/resources/access";
import type { ResourceRefs } from "@/lib/domain/resources/resource-kind";
import type { ResourceKindName } from "@/lib/domain/resources/rules";

export type AgentUse = { id: string; name: string | null; live: boolean };

/** The agents that use a resource, those first whose live version does; nameless where the caller may not read them. */
export async function listUses(tx: Tx, ctx: Ctx, kind: AnyKind, id: string): Promise<AgentUse[]> {
  return tx.$queryRaw<AgentUse[]>`
    SELECT a."id", CASE WHEN ${readableAgents(ctx)} THEN a."name" END AS "name",
      a."id" IN (${publishedUsers(kind)}) AS "live"
    FROM ${kind.table} r JOIN "Agent" a ON a."id" IN (${usingAgents(kind)})
    WHERE r."id" = ${id} ORDER BY "live" DESC, a."name" COLLATE "C"`;
}

const MOST_NAMED = 5;

/** "agent 'a', agent 'b' and 3 more". */
export function named(users: readonly string[]): string {
  const first = users.slice(0, MOST_NAMED).join(", ");
  return users.length > MOST_NAMED ? `${first} and ${users.length - MOST_NAMED} more` : first;
}

/** How a fault names an agent that uses something. */
export function agentWords({ name }: AgentUse): string {
  return name === null ? "an agent that you cannot see" : `agent '${name}'`;
}

const referrerNouns: Partial<Record<ResourceKindName, string>> = {
  "semantic-data-models": "semantic data model",
  tools: "tool",
};

/** How a fault names another resource that uses something. */
export function referrerWords({ kind, name }: ResourceRefs[number]): string {
  return `${referrerNouns[kind] ?? kind} '${name}'`;
}
