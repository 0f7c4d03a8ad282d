import { type Sql, sql, type Tx } from "@/lib/db";
import type { AssignmentKind } from "@/lib/domain/assignments/rules";
import { DomainError, type Issue } from "@/lib/domain/faults";

type Kind = {
  /** The field of a body that lists such ids, and what one is called. */
  field: string;
  noun: string;
  table: Sql;
  join: Sql;
  column: Sql;
  /** The kind of integration member that brings such a thing; null where none can. */
  brought: "skill" | "tool" | null;
};

/** The tables of each kind of assignment. */
export const kinds: Readonly<Record<AssignmentKind, Kind>> = {
  mcpServers: {
    field: "mcpServerIds",
    noun: "MCP server",
    table: sql`"McpServer"`,
    join: sql`"AgentMcpServer"`,
    column: sql`"mcpServerId"`,
    brought: null,
  },
  skills: {
    field: "skillIds",
    noun: "skill",
    table: sql`"Skill"`,
    join: sql`"AgentSkill"`,
    column: sql`"skillId"`,
    brought: "skill",
  },
  tools: {
    field: "toolIds",
    noun: "tool",
    table: sql`"Tool"`,
    join: sql`"AgentTool"`,
    column: sql`"toolId"`,
    brought: "tool",
  },
};

/** True for every thing `t` of that kind that agents of the workspace may use: its own, and what installed integrations bring. */
export function usable(kind: AssignmentKind, workspaceId: string): Sql {
  const { brought } = kinds[kind];
  const own = sql`t."workspaceId" = ${workspaceId}::uuid`;
  if (brought === null) return own;
  return sql`(${own} OR EXISTS (SELECT 1 FROM "IntegrationMember" m JOIN "IntegrationInstall" i ON i."id" = m."installId"
    WHERE m."targetId" = t."id" AND m."kind" = ${brought} AND m."detachedAt" IS NULL AND i."workspaceId" = ${workspaceId}::uuid))`;
}

/** Those of the ids that agents of the workspace may use. */
export async function usableIds(
  tx: Tx,
  kind: AssignmentKind,
  workspaceId: string,
  ids: string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT t."id" FROM ${kinds[kind].table} t WHERE t."id" = ANY(${ids}::text[]) AND ${usable(kind, workspaceId)}`;
  return new Set(rows.map(({ id }) => id));
}

/** What is wrong with the ids of a body, place by place; foreign and unknown ones are not told apart. */
export async function unknownIds(tx: Tx, kind: AssignmentKind, workspaceId: string, ids: string[]): Promise<Issue[]> {
  const known = await usableIds(tx, kind, workspaceId, [...new Set(ids)]);
  const { field, noun } = kinds[kind];
  return ids.flatMap((id, i): Issue[] =>
    known.has(id)
      ? []
      : [
          {
            type: "unknown_reference",
            loc: ["body", field, i],
            message: `no such ${noun} in this workspace`,
            input: id,
          },
        ],
  );
}

/** What is wrong with a schema that a body names. */
export async function unknownSchema(tx: Tx, workspaceId: string, field: string, id: string | null): Promise<Issue[]> {
  if (id === null) return [];
  const known = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "JsonSchema" WHERE "id" = ${id} AND "workspaceId" = ${workspaceId}::uuid`;
  if (known.length > 0) return [];
  return [{ type: "unknown_reference", loc: ["body", field], message: "no such schema in this workspace", input: id }];
}

/** Throws `unknown_reference` that names each place, if there is any. */
export function assertKnown(issues: Issue[]): void {
  const [first] = issues;
  if (!first) return;
  const [field, place] = first.loc.slice(1);
  const path = place === undefined ? field : `${field}[${place}]`;
  throw new DomainError("unknown_reference", `${path}: ${first.message}`, { issues });
}

/** What is assigned to an agent, in its order. */
export async function assignedIds(tx: Tx, kind: AssignmentKind, agentId: string): Promise<string[]> {
  const { join, column } = kinds[kind];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT j.${column} AS "id" FROM ${join} j WHERE j."agentId" = ${agentId} ORDER BY j."attachedAt", j.${column}`;
  return rows.map(({ id }) => id);
}

/** Assigns to `agent`, a column of `from` or a value; the order is kept as the order of attaching. */
export function assignmentsInsert(kind: AssignmentKind, ids: string[], agent: Sql, from: Sql = sql``): Sql {
  const { join, column } = kinds[kind];
  return sql`INSERT INTO ${join} ("agentId", ${column}, "attachedAt")
    SELECT ${agent}, listed."id", now() + listed."place" * interval '1 microsecond'
    FROM ${from} unnest(${ids}::text[]) WITH ORDINALITY AS listed("id", "place")`;
}

/** Replaces what is assigned to an agent. */
export async function assign(tx: Tx, kind: AssignmentKind, agentId: string, ids: string[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM ${kinds[kind].join} WHERE "agentId" = ${agentId}`;
  if (ids.length > 0) await tx.$executeRaw(assignmentsInsert(kind, ids, sql`${agentId}`));
}
