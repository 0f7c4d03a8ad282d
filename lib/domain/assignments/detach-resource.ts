import { sql, type Tx } from "@/lib/db";
import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import { type AgentRef, assertDraft } from "@/lib/domain/agents/rules";
import { attachable, touchAgent } from "@/lib/domain/assignments/attach-resource";
import type { AttachableKind } from "@/lib/domain/assignments/rules";
import { command } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";

type Input = { agent: AgentRef; kind: AttachableKind; id: string };

/** Whether the live version of the agent has it; a connection also because a frozen model names it. */
async function isLive(tx: Tx, agentId: string, kind: AttachableKind, id: string): Promise<boolean> {
  const named =
    kind === "dataConnections"
      ? sql`EXISTS (SELECT 1 FROM "Agent" a
    JOIN "VersionModel" f ON f."versionId" = a."liveVersionId" CROSS JOIN jsonb_each_text(f."connections") n
    WHERE a."id" = ${agentId} AND n."value" = ${id})`
      : sql`FALSE`;
  const [found] = await tx.$queryRaw<{ live: boolean }[]>`SELECT EXISTS (SELECT 1 FROM "Agent" a
    JOIN "AgentVersion" v ON v."id" = a."liveVersionId"
    CROSS JOIN jsonb_array_elements(coalesce(v."attachments"->${kind}::text, '[]')) e
    WHERE a."id" = ${agentId} AND coalesce(e->>'id', e#>>'{}') = ${id}) OR ${named} AS "live"`;
  return found?.live ?? false;
}

/** The first attached model that names a connection. */
async function namingModel(tx: Tx, agentId: string, connectionId: string): Promise<string | null> {
  const [found] = await tx.$queryRaw<{ name: string }[]>`SELECT m."name" FROM "AgentSemanticDataModel" j
    JOIN "SemanticDataModel" m ON m."id" = j."semanticDataModelId"
    JOIN "DataConnection" c ON c."workspaceId" = m."workspaceId" AND m."connectionNames" @> ARRAY[c."name"]
    WHERE j."agentId" = ${agentId} AND c."id" = ${connectionId} ORDER BY j."attachedAt" LIMIT 1`;
  return found?.name ?? null;
}

/** Says why something that is not attached to the draft itself cannot be detached. */
async function refuse(tx: Tx, target: AgentTarget, kind: AttachableKind, id: string): Promise<never> {
  if (await isLive(tx, target.id, kind, id)) assertDraft(target);
  const model = kind === "dataConnections" ? await namingModel(tx, target.id, id) : null;
  if (model !== null) {
    assertDraft(target);
    throw new DomainError(
      "in_use",
      `The semantic data model '${model}' of this agent uses it; detach the model instead`,
    );
  }
  throw new DomainError("not_found", `No ${attachable[kind].noun} '${id.slice(0, 60)}' is attached to this agent.`);
}

/** Detaches one resource from a draft. Throws `not_found` where it is not attached, `agent_live`, `in_use` for a connection that an attached model names. */
export const detachResource = command({
  permission: "agents.edit",
  audit: "agent.resource_detached",
  target: (tx: Tx, ctx: Ctx, { agent }: { agent: AgentRef }) => lockAgent(tx, ctx, agent),
  run: async ({ tx, target, change }, { kind, id }: Input): Promise<void> => {
    const { name, number, workspaceId } = target;
    const { table, join, column } = attachable[kind];
    const [found] = await tx.$queryRaw<{ name: string }[]>`SELECT t."name" FROM ${join} j
      JOIN ${table} t ON t."id" = j.${column} WHERE j."agentId" = ${target.id} AND j.${column} = ${id}`;
    if (!found) return refuse(tx, target, kind, id);
    assertDraft(target);
    await tx.$executeRaw`DELETE FROM ${join} WHERE ${sql`"agentId"`} = ${target.id} AND ${column} = ${id}`;
    await touchAgent(tx, target.id);
    change.record({ before: { kind, id, name: found.name } });
    const data = { fields: [kind] };
    await change.emit({ topic: "agents", type: "agent_updated", targetId: target.id, name, number, workspaceId, data });
  },
});
