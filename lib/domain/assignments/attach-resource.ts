import { type Sql, sql, type Tx } from "@/lib/db";
import { lockAgent } from "@/lib/domain/agents/access";
import { type AgentRef, assertDraft } from "@/lib/domain/agents/rules";
import type { AttachableKind } from "@/lib/domain/assignments/rules";
import { command } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError, invalidField } from "@/lib/domain/faults";

/** The tables of what is attached one by one, and what it is called in a body and in sentences. */
export const attachable: Readonly<
  Record<AttachableKind, { table: Sql; join: Sql; column: Sql; field: string; noun: string }>
> = {
  mcpServers: {
    table: sql`"McpServer"`,
    join: sql`"AgentMcpServer"`,
    column: sql`"mcpServerId"`,
    field: "mcp_server_id",
    noun: "MCP server",
  },
  semanticDataModels: {
    table: sql`"SemanticDataModel"`,
    join: sql`"AgentSemanticDataModel"`,
    column: sql`"semanticDataModelId"`,
    field: "semantic_data_model_id",
    noun: "semantic data model",
  },
  dataConnections: {
    table: sql`"DataConnection"`,
    join: sql`"AgentDataConnection"`,
    column: sql`"dataConnectionId"`,
    field: "data_connection_id",
    noun: "data connection",
  },
};

/** The resources `id` of an agent's live version and their place `at`; connections also because a frozen model names them. */
export function inLiveVersion(kind: AttachableKind, agentId: string): Sql {
  const live = sql`FROM "Agent" a JOIN "AgentVersion" v ON v."id" = a."liveVersionId"`;
  const own = sql`SELECT coalesce(e."value"->>'id', e."value"#>>'{}') AS "id", to_timestamp(e."place") AS "at" ${live}
    CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(v."attachments"->${kind}::text) = 'array'
      THEN v."attachments"->${kind}::text ELSE '[]' END) WITH ORDINALITY AS e("value", "place") WHERE a."id" = ${agentId}`;
  if (kind !== "dataConnections") return own;
  return sql`SELECT u."id", min(u."at") AS "at" FROM (${own} UNION ALL
    SELECT c."value", to_timestamp(${MOST_ATTACHED + 1}) ${live} JOIN "VersionModel" f ON f."versionId" = v."id"
      CROSS JOIN LATERAL jsonb_each_text(f."connections") c WHERE a."id" = ${agentId}) u GROUP BY u."id"`;
}

export const MOST_ATTACHED = 200;
type Input = { agent: AgentRef; kind: AttachableKind; id: string };

async function nameOf(tx: Tx, kind: AttachableKind, id: string, workspaceId: string): Promise<string> {
  const { table, field, noun } = attachable[kind];
  const [found] = await tx.$queryRaw<{ name: string }[]>`SELECT t."name" FROM ${table} t
    WHERE t."id" = ${id} AND t."workspaceId" = ${workspaceId}::uuid FOR SHARE`;
  if (found) return found.name;
  const message = `'${id.slice(0, 60)}' is not a ${noun} of this tenant`;
  throw new DomainError("unknown_reference", `${field}: ${message}`, {
    issues: [{ type: "unknown_reference", loc: ["body", field], message }],
  });
}

/** Raises the revision of an agent whose attachments changed. */
export async function touchAgent(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE "Agent" SET "updatedAt" = clock_timestamp(), "rev" = "rev" + 1 WHERE "id" = ${id}`;
}

/** Attaches one resource to a draft; what is attached already stays as it is. Throws `unknown_reference`, `agent_live`, `invalid` beyond 200. */
export const attachResource = command({
  permission: "agents.edit",
  audit: "agent.resource_attached",
  target: (tx: Tx, ctx: Ctx, { agent }: { agent: AgentRef }) => lockAgent(tx, ctx, agent),
  run: async ({ tx, target, change }, { kind, id }: Input): Promise<void> => {
    const { name, number, workspaceId } = target;
    const { join, column, field } = attachable[kind];
    const resource = await nameOf(tx, kind, id, workspaceId ?? "");
    assertDraft(target);
    const [there] = await tx.$queryRaw<{ all: number; own: number }[]>`SELECT count(*)::int AS "all",
      (count(*) FILTER (WHERE j.${column} = ${id}))::int AS "own" FROM ${join} j WHERE j."agentId" = ${target.id}`;
    if (there && there.own > 0) return change.nothing();
    if (there && there.all >= MOST_ATTACHED)
      throw invalidField(field, `an agent has at most ${MOST_ATTACHED} of these`);
    await tx.$executeRaw`INSERT INTO ${join} ("agentId", ${column}) VALUES (${target.id}, ${id})`;
    await touchAgent(tx, target.id);
    change.record({ after: { kind, id, name: resource } });
    const data = { fields: [kind] };
    await change.emit({ topic: "agents", type: "agent_updated", targetId: target.id, name, number, workspaceId, data });
  },
});
