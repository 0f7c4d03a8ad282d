import type { Tx } from "@/lib/db";
import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import { type AgentRef, assertDraft } from "@/lib/domain/agents/rules";
import { attachable, inLiveVersion, touchAgent } from "@/lib/domain/assignments/attach-resource";
import type { AttachableKind } from "@/lib/domain/assignments/rules";
import { command } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { may } from "@/lib/domain/policy";

type Input = { agent: AgentRef; kind: AttachableKind; id: string };
type Target = AgentTarget & {
  /** The name of what is attached to the draft itself; null where an attached model alone brings it, or the live version. */
  attached: string | null;
  model: string | null;
};

/** Whether the live version of the agent has it. */
async function isLive(tx: Tx, agentId: string, kind: AttachableKind, id: string): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ live: boolean }[]>`
    SELECT ${id} IN (SELECT l."id" FROM (${inLiveVersion(kind, agentId)}) l) AS "live"`;
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

async function ownName(tx: Tx, agentId: string, kind: AttachableKind, id: string): Promise<string | null> {
  const { table, join, column } = attachable[kind];
  const [found] = await tx.$queryRaw<{ name: string }[]>`SELECT t."name" FROM ${join} j
    JOIN ${table} t ON t."id" = j.${column} WHERE j."agentId" = ${agentId} AND j.${column} = ${id}`;
  return found?.name ?? null;
}

/** The agent, locked, with what it has of a resource as the caller is shown it. Throws `not_found` where that is nothing. */
async function lockAttached(tx: Tx, ctx: Ctx, { agent, kind, id }: Input): Promise<Target> {
  const target = await lockAgent(tx, ctx, agent);
  const attached = await ownName(tx, target.id, kind, id);
  const model = kind === "dataConnections" && attached === null ? await namingModel(tx, target.id, id) : null;
  const { lifecycleState, liveVersionId } = target;
  const draftShown = liveVersionId === null || may(ctx.actor, "agents.edit", target.subject);
  const shown = draftShown && (attached !== null || model !== null);
  const liveShown = !draftShown || lifecycleState === "live";
  if (shown || (liveShown && (await isLive(tx, target.id, kind, id)))) return { ...target, attached, model };
  throw new DomainError("not_found", `No ${attachable[kind].noun} '${id.slice(0, 60)}' is attached to this agent.`);
}

/** Detaches one resource from a draft. Throws `not_found` where it is not attached, `agent_live`, `in_use` for a connection that an attached model names. */
export const detachResource = command({
  permission: "agents.edit",
  audit: "agent.resource_detached",
  target: lockAttached,
  run: async ({ tx, target, change }, { kind, id }: Input): Promise<void> => {
    const { name, number, workspaceId, attached, model } = target;
    assertDraft(target);
    if (attached === null) {
      const message = `The semantic data model '${model}' of this agent uses it; detach the model instead`;
      throw new DomainError("in_use", message);
    }
    const { join, column } = attachable[kind];
    await tx.$executeRaw`DELETE FROM ${join} WHERE "agentId" = ${target.id} AND ${column} = ${id}`;
    await touchAgent(tx, target.id);
    change.record({ before: { kind, id, name: attached } });
    const data = { fields: [kind] };
    await change.emit({ topic: "agents", type: "agent_updated", targetId: target.id, name, number, workspaceId, data });
  },
});
