import { sql } from "@/lib/db";
import { editableAgents, getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { isoTime, personJson, typedPage } from "@/lib/domain/json-sql";
import { assertOneCursor } from "@/lib/domain/list-order";
import { keysetPage, type Page, type PageRequest, type SortKey } from "@/lib/domain/page";
import { query } from "@/lib/domain/query";

/** A version as the history of its agent tells it, without its content. */
export type HistoryEntry = {
  id: string;
  label: string;
  note: string;
  live: boolean;
  author: { id: string; name: string } | null;
  /** Label of the version that it repeats. */
  restoredFrom: string | null;
  packageVersion: string | null;
  createdAt: string;
  publishedAt: string | null;
};

const columns = sql`v."label", v."note", (v."id" IS NOT DISTINCT FROM a."liveVersionId") AS "live",
  ${personJson(sql`u."id"`, sql`u."name"`)} AS "author",
  (SELECT o."label" FROM "AgentVersion" o WHERE o."id" = v."restoredFromId") AS "restoredFrom",
  (SELECT p."version" FROM "Package" p WHERE p."id" = v."packageId") AS "packageVersion",
  ${isoTime(sql`v."createdAt"`)} AS "createdAt", ${isoTime(sql`v."publishedAt"`)} AS "publishedAt"`;
// The position is unique in an agent, so that a page is read from its index however long the history is.
const newest: SortKey[] = [
  { name: "position", column: sql`v."position"`, cast: "integer", direction: "desc", nulls: "none" },
];

/** One page of an agent's versions, newest first; without the right to edit only those that were live. Throws `not_found`, `invalid_cursor`. */
export const listHistory = query({
  permission: "agents.read",
  target: (db, ctx, { agent }: { agent: AgentRef } & PageRequest) => getAgent(db, ctx, agent),
  run: async ({ ctx, target }, request): Promise<Page<HistoryEntry>> => {
    assertOneCursor(request);
    const spec = {
      list: `history:${target.id}`,
      from: sql`FROM "AgentVersion" v JOIN "Agent" a ON a."id" = v."agentId"`,
      shown: sql`LEFT JOIN "User" u ON u."id" = v."authorId"`,
      where: sql`v."agentId" = ${target.id} AND (v."publishedAt" IS NOT NULL OR ${editableAgents(ctx)})`,
      id: sql`v."id"`,
      order: newest,
      select: columns,
    };
    return typedPage<HistoryEntry>(await keysetPage(spec, request));
  },
});
