import { sql } from "@/lib/db";
import { type AgentTarget, getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { type Ctx, membershipIn } from "@/lib/domain/context";
import { looksLikeTest, productionNames, suggestProduction } from "@/lib/domain/lifecycle/rules";
import { query, type Reader } from "@/lib/domain/query";
import { snapshotOf } from "@/lib/domain/versions/access";
import { type Mapping, mappingOf, type Pairs } from "@/lib/domain/versions/map-resources";

type Kind = "mcpServers" | "dataConnections";
type Named = { id: string; name: string };
type Used = Named & { kind: Kind; engine: string | null; models: string[] };
type Candidate = Named & { kind: Kind; engine: string | null };

/** A resource of the draft that can go live as another one. */
export type PlannedResource = Used & {
  test: boolean;
  /** What is suggested to go live in its place, and why: as with the version before, or by its name. */
  production: Named | null;
  because: "before" | "name" | null;
};

type Returning = { kind: Kind; from: Named; to: Named };

/** A draft as it can be published, and what of the live version comes back into it when it is discarded. */
export type PublicationPlan = {
  resources: PlannedResource[];
  /** Test resources in the place of production ones. */
  returning: Returning[];
};

/** Attached servers and connections in their order, then connections that only attached models name. */
function usedBy(db: Reader, agentId: string): Promise<Used[]> {
  return db.$queryRaw<Used[]>`
    SELECT u."kind", u."id", u."name", u."engine", u."models" FROM (
      SELECT 'mcpServers' AS "kind", s."id", s."name", NULL AS "engine", '{}'::text[] AS "models", j."attachedAt" AS "at"
      FROM "AgentMcpServer" j JOIN "McpServer" s ON s."id" = j."mcpServerId" WHERE j."agentId" = ${agentId}
      UNION ALL
      SELECT 'dataConnections', c."id", c."name", c."engine", coalesce(m."models", '{}'), j."attachedAt"
      FROM "Agent" a JOIN "DataConnection" c ON c."workspaceId" = a."workspaceId"
      LEFT JOIN "AgentDataConnection" j ON j."dataConnectionId" = c."id" AND j."agentId" = a."id"
      LEFT JOIN LATERAL (SELECT array_agg(d."name" ORDER BY d."name") AS "models" FROM "AgentSemanticDataModel" k
        JOIN "SemanticDataModel" d ON d."id" = k."semanticDataModelId"
        WHERE k."agentId" = a."id" AND d."connectionNames" @> ARRAY[c."name"]) m ON TRUE
      WHERE a."id" = ${agentId} AND (j."agentId" IS NOT NULL OR m."models" IS NOT NULL)
    ) u ORDER BY u."kind" DESC, u."at", u."name"`;
}

/** Both sides of what the version before was mapped by, and, for members, what is called like a counterpart. */
async function candidatesOf(
  db: Reader,
  ctx: Ctx,
  target: AgentTarget,
  used: Used[],
  before: Mapping,
): Promise<Candidate[]> {
  const workspaceId = target.workspaceId ?? "";
  const ids = Object.entries({ ...before.connections, ...before.mcpServers }).flat();
  const sees = ctx.actor.instanceAdmin || membershipIn(ctx.actor, workspaceId) !== null;
  const names = sees ? used.flatMap(({ name }) => productionNames(name)) : [];
  const wanted = sql`WHERE r."workspaceId" = ${workspaceId}::uuid AND (r."id" = ANY(${ids}) OR lower(r."name") = ANY(${names}))`;
  return db.$queryRaw<Candidate[]>`
    SELECT 'mcpServers' AS "kind", r."id", r."name", NULL AS "engine" FROM "McpServer" r ${wanted}
    UNION ALL SELECT 'dataConnections', r."id", r."name", r."engine" FROM "DataConnection" r ${wanted} ORDER BY 3, 2`;
}

/** The live version's mapping, and the ids of what it has attached itself. */
async function beforeOf(db: Reader, { liveVersionId }: AgentTarget): Promise<{ mapping: Mapping; own: Set<string> }> {
  const live = liveVersionId && (await db.agentVersion.findUnique({ where: { id: liveVersionId } }));
  if (!live) return { mapping: mappingOf({}), own: new Set() };
  const { mcpServers = [], dataConnections = [] } = snapshotOf(live).attachments;
  return { mapping: mappingOf(live), own: new Set([...mcpServers, ...dataConnections].map(({ id }) => id)) };
}

function planned(one: Used, candidates: Candidate[], mapping: Mapping, own: ReadonlySet<string>): PlannedResource {
  const fitting = candidates.filter(
    ({ kind, engine, id }) => kind === one.kind && engine === one.engine && id !== one.id,
  );
  const pairs = one.kind === "mcpServers" ? mapping.mcpServers : mapping.connections;
  const before = fitting.find(({ id }) => id === pairs[one.id]);
  const chosen = before ?? (own.has(one.id) ? null : suggestProduction(one.name, fitting));
  const production = chosen ? { id: chosen.id, name: chosen.name } : null;
  return { ...one, test: looksLikeTest(one.name), production, because: before ? "before" : production && "name" };
}

function returningOf({ connections, mcpServers }: Mapping, own: ReadonlySet<string>, known: Candidate[]): Returning[] {
  const named = new Map(known.map(({ id, name }) => [id, { id, name }]));
  const of = (kind: Kind, pairs: Pairs) =>
    Object.entries(pairs).flatMap(([test, production]) => {
      const [from, to] = [named.get(production), named.get(test)];
      return from && to && own.has(production) ? [{ kind, from, to }] : [];
    });
  return [...of("dataConnections", connections), ...of("mcpServers", mcpServers)];
}

/**
 * What of an agent's draft can go live as something else, with a suggestion for each: as it was mapped for the version
 * that is live, else by its name. What went live as it is stays so. Throws `not_found`, `forbidden`.
 */
export const planPublication = query({
  permission: "agents.edit",
  target: (db, ctx, { agent }: { agent: AgentRef }) => getAgent(db, ctx, agent),
  run: async ({ db, ctx, target }): Promise<PublicationPlan> => {
    const used = await usedBy(db, target.id);
    const { mapping, own } = await beforeOf(db, target);
    const known = await candidatesOf(db, ctx, target, used, mapping);
    const resources = used.map((one) => planned(one, known, mapping, own));
    return { resources, returning: returningOf(mapping, own, known) };
  },
});
