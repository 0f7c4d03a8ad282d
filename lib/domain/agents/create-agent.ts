import { type Sql, sql, type Tx } from "@/lib/db";
import { assertNameFree, nameTaken } from "@/lib/domain/agents/assert-name-free";
import { type RegistryAgent, registryColumns } from "@/lib/domain/agents/queries";
import type { AgentChanges } from "@/lib/domain/agents/rules";
import { assertKnown, assignmentsInsert, unknownIds, unknownSchema } from "@/lib/domain/assignments/access";
import { withoutRepeats } from "@/lib/domain/assignments/rules";
import { command, type Step, type Target } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { newId } from "@/lib/domain/ids";
import { assertPersona } from "@/lib/domain/personas/access";
import { assertCustomPrompt, type PersonaChoice } from "@/lib/domain/personas/rules";
import { presumedWorkspaceId, usableWorkspaceId } from "@/lib/domain/workspaces/access";
import { assertRoomForAgent } from "@/lib/domain/workspaces/agent-quota";

export type NewAgent = {
  /** Id or slug. */
  workspaceId: string;
  name: string;
  description: string;
  instructions: string;
  models: string[];
  inputSchemaId: string | null;
  outputSchemaId: string | null;
  toolIds: string[];
  architectureName?: string;
  architectureVersion?: string;
  /** Absent: a business assistant. */
  type?: string;
} & PersonaChoice &
  Pick<AgentChanges, "temperature" | "modelSettings">;

type Place = Target & { workspaceId: string };

async function placeOf(_tx: unknown, ctx: Ctx, { workspaceId: named }: { workspaceId: string }): Promise<Place> {
  const workspaceId = await presumedWorkspaceId(ctx, named);
  return {
    workspaceId,
    subject: { workspaceId },
    audit: { type: "workspace", id: workspaceId, name: named, workspaceId },
  };
}

async function assertReferences(tx: Tx, workspaceId: string, input: NewAgent): Promise<void> {
  await assertPersona(tx, workspaceId, input.personaId);
  assertCustomPrompt(input);
  assertKnown([
    ...(await unknownIds(tx, "tools", workspaceId, input.toolIds)),
    ...(await unknownSchema(tx, workspaceId, "inputSchemaId", input.inputSchemaId)),
    ...(await unknownSchema(tx, workspaceId, "outputSchemaId", input.outputSchemaId)),
  ]);
}

/** Whether something has to be looked up before. */
function refersToOthers({ personaId, useCustomPersona, toolIds, inputSchemaId, outputSchemaId }: NewAgent): boolean {
  return (
    personaId != null ||
    useCustomPersona === true ||
    toolIds.length > 0 ||
    [inputSchemaId, outputSchemaId].some((id) => id !== null)
  );
}

/** `counted`: it is sure that one more agent fits in; otherwise a workspace with a limit makes none. */
function agentInsert(ctx: Ctx, workspaceId: string, id: string, input: NewAgent, counted: boolean): Sql {
  const { userId } = ctx.actor;
  const {
    architectureName = null,
    architectureVersion = null,
    type = "business-assistant",
    temperature = null,
  } = input;
  const { personaId = null, useCustomPersona = false, customPersonaPrompt = null } = input;
  return sql`
    INSERT INTO "Agent" ("id", "workspaceId", "ownerId", "createdById", "type", "hosting", "reviewStatus", "lifecycleState",
      "name", "description", "instructions", "architectureName", "architectureVersion", "models", "temperature", "modelSettings",
      "personaId", "useCustomPersona", "customPersonaPrompt", "inputSchemaId", "outputSchemaId")
    SELECT ${id}, w."id", ${userId}, ${userId}, ${type}, 'container', 'ACTIVE', 'draft',
      ${input.name}, ${input.description}, ${input.instructions}, ${architectureName}, ${architectureVersion},
      ${JSON.stringify(withoutRepeats(input.models))}::jsonb, ${temperature}::float8, ${JSON.stringify(input.modelSettings ?? {})}::jsonb,
      ${personaId}::int, ${useCustomPersona}::boolean, ${customPersonaPrompt}, ${input.inputSchemaId}, ${input.outputSchemaId}
    FROM "Workspace" w WHERE w."id" = ${workspaceId}::uuid AND (w."quotaAgents" IS NULL OR ${counted}::boolean)
    ON CONFLICT ("workspaceId", "name") WHERE "deletedAt" IS NULL DO NOTHING
    RETURNING *`;
}

async function insert(step: Step<Place>, input: NewAgent, id: string, counted: boolean): Promise<RegistryAgent | null> {
  const { ctx, target, change } = step;
  const tools = withoutRepeats(input.toolIds);
  return change.make<RegistryAgent>({
    made: agentInsert(ctx, target.workspaceId, id, input, counted),
    parts: tools.length > 0 ? [assignmentsInsert("tools", tools, sql`made."id"`, sql`made,`)] : [],
    columns: sql`a."id", ${registryColumns(ctx)}`,
    says: sql`jsonb_build_object('number', a."number")`,
  });
}

/** Where nothing was made: says why, or makes it in a workspace with a limit, where one is made after the other. */
async function insist(step: Step<Place>, input: NewAgent, id: string): Promise<RegistryAgent> {
  const { tx, ctx, target } = step;
  await usableWorkspaceId(ctx, target.workspaceId);
  await assertRoomForAgent(tx, target.workspaceId);
  await assertNameFree(tx, target.workspaceId, input.name);
  const agent = await insert(step, input, id, true);
  if (!agent) throw nameTaken(input.name);
  return agent;
}

/**
 * Makes a draft with this content, owned by the caller; nothing starts. Throws `workspace_forbidden`, `quota_exceeded`,
 * `unknown_reference` with every place, `not_found` for the persona, `not_possible` without the custom persona's text,
 * `name_taken`; then nothing is made at all.
 */
export const createAgent = command({
  permission: "agents.create",
  audit: "agent.created",
  target: placeOf,
  run: async (step: Step<Place>, input: NewAgent): Promise<RegistryAgent> => {
    const { tx, ctx, target, change } = step;
    const { workspaceId } = target;
    const checked = refersToOthers(input);
    if (checked) {
      await usableWorkspaceId(ctx, workspaceId);
      await assertRoomForAgent(tx, workspaceId);
      await assertReferences(tx, workspaceId, input);
    }
    const id = newId("agent");
    const { name, description, models, type, personaId, useCustomPersona } = input;
    const tools = withoutRepeats(input.toolIds);
    change.target({ type: "agent", id, name, workspaceId });
    change.record({ after: { name, type, description, models, tools, personaId, useCustomPersona } });
    await change.emit({ topic: "agents", type: "agent_created", targetId: id, name, workspaceId });
    return (await insert(step, input, id, checked)) ?? (await insist(step, input, id));
  },
});
