import { sql } from "@/lib/db";
import { editableAgents, getAgent } from "@/lib/domain/agents/access";
import { mentions, oneOf } from "@/lib/domain/agents/filter";
import { byId } from "@/lib/domain/agents/rules";
import { DomainError } from "@/lib/domain/faults";
import { compileFilter } from "@/lib/domain/filters/compile-filter";
import { parseFilter } from "@/lib/domain/filters/parse-filter";
import { isoTime, typedPage } from "@/lib/domain/json-sql";
import { assertOneCursor, parseOrder } from "@/lib/domain/list-order";
import { keysetPage, type Page, type PageRequest } from "@/lib/domain/page";
import { oneself, query } from "@/lib/domain/query";
import { getVersion } from "@/lib/domain/versions/access";
import { versionField, versionOrder, versionVocabulary } from "@/lib/domain/versions/filter";

/** A version as lists show it; texts that a package's version does not hold are empty. */
export type ListedVersion = {
  id: string;
  agentId: string;
  name: string;
  parentId: string | null;
  instructions: string;
  models: string[];
  inputSchemaId: string | null;
  outputSchemaId: string | null;
  note: string;
  createdBy: string | null;
  createdAt: string;
  publishedAt: string | null;
};

const columns = sql`v."agentId", v."label" AS "name", v."parentId", coalesce(v."content"->>'instructions', '') AS "instructions",
  coalesce(v."content"->'models', '[]') AS "models", v."content"->>'inputSchemaId' AS "inputSchemaId",
  v."content"->>'outputSchemaId' AS "outputSchemaId", v."note", v."authorId" AS "createdBy",
  ${isoTime(sql`v."createdAt"`)} AS "createdAt", ${isoTime(sql`v."publishedAt"`)} AS "publishedAt"`;

export type VersionRequest = PageRequest & {
  agentId?: string;
  ids?: string[];
  filter?: string;
  orderBy?: string;
  name?: string;
};

function agentMissing(): DomainError {
  const issues = [{ type: "missing", loc: ["query", "agent_id"], message: "required" }];
  return new DomainError("invalid_parameter", "agent_id: required", { issues });
}

/**
 * One page of an agent's versions, newest first by default; without the right to edit only those that were published.
 * Instance admins need not name an agent. Throws `not_found`, `invalid_filter`, `invalid_order_by`, `invalid_cursor`.
 */
export const listVersions = query({
  permission: "self.read",
  target: oneself,
  run: async ({ db, ctx }, request: VersionRequest): Promise<Page<ListedVersion>> => {
    const { agentId, ids, filter, name } = request;
    if (agentId === undefined && !ctx.actor.instanceAdmin) throw agentMissing();
    assertOneCursor(request);
    const order = parseOrder(versionOrder, request.orderBy, [{ createdAt: "desc" }]);
    const seen = editableAgents(ctx);
    const conditions = [
      ids === undefined ? [] : oneOf(versionField.id, ids),
      name === undefined ? [] : mentions(versionField.name, name),
      filter === undefined ? [] : parseFilter(versionVocabulary(seen), filter),
    ].flat();
    // What may not be read is not found before anything else is said of it.
    const agent = agentId === undefined ? null : await getAgent(db, ctx, byId(agentId));
    const scope = agent ? sql`v."agentId" = ${agent.id}` : sql`a."deletedAt" IS NULL`;
    const spec = {
      list: "versions",
      from: sql`FROM "AgentVersion" v JOIN "Agent" a ON a."id" = v."agentId"`,
      where: sql`${scope} AND (v."publishedAt" IS NOT NULL OR ${seen}) AND ${compileFilter({ kind: "all", parts: conditions })}`,
      id: sql`v."id"`,
      order,
      select: columns,
      varied: conditions.length > 0,
    };
    return typedPage<ListedVersion>(await keysetPage(spec, request));
  },
});

/** One version that the caller may see; `not_found` otherwise. */
export const getListedVersion = query({
  permission: "agents.read",
  target: (db, ctx, id: string) => getVersion(db, ctx, id),
  run: async ({ db, target }): Promise<ListedVersion> => {
    const [row] = await db.$queryRaw<ListedVersion[]>`
      SELECT v."id", ${columns} FROM "AgentVersion" v WHERE v."id" = ${target.version.id}`;
    if (!row) throw new DomainError("not_found", `Version '${target.version.id}' not found`);
    return row;
  },
});
