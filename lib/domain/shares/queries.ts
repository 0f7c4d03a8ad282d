import { type Sql, sql } from "@/lib/db";
import { getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { personJson, typedPage } from "@/lib/domain/json-sql";
import { assertOneCursor } from "@/lib/domain/list-order";
import { keysetPage, type Page, type PageRequest, type SortKey, substringPattern } from "@/lib/domain/page";
import { oneself, query } from "@/lib/domain/query";
import { type ShareRow, shareColumns, shareTables, validShares } from "@/lib/domain/shares/access";

const newest: SortKey[] = [
  { name: "createdAt", column: sql`s."createdAt"`, cast: "timestamptz", direction: "desc", nulls: "none" },
];

export type ShareRequest = PageRequest & { agent: AgentRef };

/** The shares of an agent that count now, newest first. Throws `not_found`, `invalid_cursor`. */
export const listShares = query({
  permission: "agents.oversee",
  target: (db, ctx, { agent }: ShareRequest) => getAgent(db, ctx, agent),
  run: async ({ target }, { agent: _, ...page }): Promise<Page<ShareRow>> => {
    assertOneCursor(page);
    const where = sql`s."agentId" = ${target.id} AND ${validShares}`;
    const spec = { list: "shares", from: shareTables, where, id: sql`s."id"`, order: newest, select: shareColumns };
    return typedPage<ShareRow>(await keysetPage(spec, page));
  },
});

/** All of them at once, oldest first; an agent has 200 at most. Throws `not_found`. */
export const listAllShares = query({
  permission: "agents.oversee",
  target: (db, ctx, agent: AgentRef) => getAgent(db, ctx, agent),
  run: ({ db, target }) =>
    db.$queryRaw<ShareRow[]>`SELECT s."id", ${shareColumns} ${shareTables}
      WHERE s."agentId" = ${target.id} AND ${validShares} ORDER BY s."createdAt", s."id"`,
});

/** An agent that is shared with the caller. */
export type OwnShare = ShareRow & {
  number: number;
  workspaceName: string | null;
  status: "running" | "stopped" | "exited";
  owner: { id: string; name: string } | null;
};

const agentColumns: Sql = sql`a."number", w."name" AS "workspaceName", coalesce(r."observedState", 'stopped') AS "status",
  ${personJson(sql`o."id"`, sql`o."name"`)} AS "owner"`;
const agentTables = sql`LEFT JOIN "Workspace" w ON w."id" = a."workspaceId" LEFT JOIN "Runtime" r ON r."agentId" = a."id"
  LEFT JOIN "User" o ON o."id" = a."ownerId"`;

/** What is shared with the caller, newest first; `q` is part of the agent's name. Throws `invalid_cursor`. */
export const listOwnShares = query({
  permission: "self.read",
  target: oneself,
  run: async ({ ctx }, { q, ...page }: PageRequest & { q?: string }): Promise<Page<OwnShare>> => {
    assertOneCursor(page);
    const named = q ? sql`AND a."name" ILIKE ${substringPattern(q)}` : sql``;
    const where = sql`s."userId" = ${ctx.actor.userId} AND ${validShares} AND a."deletedAt" IS NULL ${named}`;
    const select = sql`${shareColumns}, ${agentColumns}`;
    const spec = { list: "own-shares", from: shareTables, shown: agentTables, where, order: newest, select };
    return typedPage<OwnShare>(await keysetPage({ ...spec, id: sql`s."id"` }, page));
  },
});
