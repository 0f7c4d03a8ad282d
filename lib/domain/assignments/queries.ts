import { type Sql, sql } from "@/lib/db";
import { getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { kinds } from "@/lib/domain/assignments/access";
import {
  type AttachedModel,
  readConnections,
  readModels,
  type UsedConnection,
} from "@/lib/domain/assignments/read-data";
import type { AssignmentKind } from "@/lib/domain/assignments/rules";
import { may } from "@/lib/domain/policy";
import { query, type Reader } from "@/lib/domain/query";

export type AssignedThing = { id: string; name: string; description: string; workspaceId: string };
export type Assignments = Record<AssignmentKind, AssignedThing[]> & {
  semanticDataModels: AttachedModel[];
  dataConnections: UsedConnection[];
  lifecycleState: "draft" | "live";
  /** What is listed: the working copy, or what is live. */
  shown: "draft" | "live";
  mayChange: boolean;
  rev: number;
};

function things(kind: AssignmentKind, agentId: string, live: boolean): Sql {
  const { table, join, column } = kinds[kind];
  const columns = sql`x."id", x."name", x."description", x."workspaceId"::text AS "workspaceId"`;
  if (!live) {
    return sql`SELECT ${columns}, row_number() OVER (ORDER BY j."attachedAt", j.${column}) AS "place"
      FROM ${join} j JOIN ${table} x ON x."id" = j.${column} WHERE j."agentId" = ${agentId}`;
  }
  return sql`SELECT ${columns}, e."place" FROM "Agent" a JOIN "AgentVersion" v ON v."id" = a."liveVersionId"
    CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(v."attachments"->${kind}::text) = 'array'
      THEN v."attachments"->${kind}::text ELSE '[]' END) WITH ORDINALITY AS e("value", "place")
    JOIN ${table} x ON x."id" = coalesce(e."value"->>'id', e."value"#>>'{}') WHERE a."id" = ${agentId}`;
}

async function read(db: Reader, kind: AssignmentKind, agentId: string, live: boolean): Promise<AssignedThing[]> {
  return db.$queryRaw<AssignedThing[]>`
    SELECT t."id", t."name", t."description", t."workspaceId" FROM (${things(kind, agentId, live)}) t ORDER BY t."place"`;
}

/** What an agent has of each kind, in order: the draft's for who may change it while there is one, else the live version's. */
export const listAssignments = query({
  permission: "agents.read",
  target: (db, ctx, { agent }: { agent: AgentRef }) => getAgent(db, ctx, agent),
  run: async ({ db, ctx, target }): Promise<Assignments> => {
    const mayChange = may(ctx.actor, "agents.edit", target.subject);
    const { id, lifecycleState, rev } = target;
    const live = target.liveVersionId !== null && !(mayChange && lifecycleState === "draft");
    const [mcpServers, skills, tools, semanticDataModels, dataConnections] = await Promise.all([
      read(db, "mcpServers", id, live),
      read(db, "skills", id, live),
      read(db, "tools", id, live),
      readModels(db, id, live),
      readConnections(db, id, live),
    ]);
    const assigned = { mcpServers, skills, tools, semanticDataModels, dataConnections };
    return { ...assigned, lifecycleState, shown: live ? "live" : "draft", mayChange, rev };
  },
});
