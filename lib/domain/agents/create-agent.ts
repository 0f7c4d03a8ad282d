import type { Tx } from "@/lib/db";
import { assertNameFree } from "@/lib/domain/agents/assert-name-free";
import type { AgentChanges } from "@/lib/domain/agents/rules";
import { assertKnown, assign, unknownIds, unknownSchema } from "@/lib/domain/assignments/access";
import { withoutRepeats } from "@/lib/domain/assignments/rules";
import { command, type Step, type Target } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { newId } from "@/lib/domain/ids";
import { assertPersona } from "@/lib/domain/personas/access";
import { assertCustomPrompt, type PersonaChoice } from "@/lib/domain/personas/rules";
import { usableWorkspaceId } from "@/lib/domain/workspaces/access";
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

async function placeOf(tx: Tx, ctx: Ctx, { workspaceId: named }: { workspaceId: string }): Promise<Place> {
  const workspaceId = await usableWorkspaceId(tx, ctx, named);
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

async function insert({ tx, ctx, target }: Step<Place>, input: NewAgent): Promise<{ id: string; number: number }> {
  const { name, description, instructions, models, inputSchemaId, outputSchemaId } = input;
  const { architectureName, architectureVersion, type = "business-assistant" } = input;
  const { temperature, modelSettings, personaId, useCustomPersona, customPersonaPrompt } = input;
  const { userId } = ctx.actor;
  const people = { ownerId: userId, createdById: userId };
  const kind = { type, hosting: "container", reviewStatus: "ACTIVE", lifecycleState: "draft" };
  const texts = { name, description, instructions, architectureName, architectureVersion };
  const model = { models: withoutRepeats(models), temperature, modelSettings };
  const persona = { personaId, useCustomPersona, customPersonaPrompt };
  const content = { ...texts, ...model, ...persona, inputSchemaId, outputSchemaId };
  const data = { id: newId("agent"), workspaceId: target.workspaceId, ...people, ...kind, ...content };
  return tx.agent.create({ data, select: { id: true, number: true } });
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
  run: async (step: Step<Place>, input: NewAgent): Promise<{ id: string }> => {
    const { tx, target, change } = step;
    const { workspaceId } = target;
    await assertRoomForAgent(tx, workspaceId);
    await assertReferences(tx, workspaceId, input);
    await assertNameFree(tx, workspaceId, input.name);
    const { id, number } = await insert(step, input);
    const tools = withoutRepeats(input.toolIds);
    await assign(tx, "tools", id, tools);
    const { name, description, models, type, personaId, useCustomPersona } = input;
    change.target({ type: "agent", id, name, workspaceId });
    change.record({ after: { name, type, description, models, tools, personaId, useCustomPersona } });
    await change.emit({ topic: "agents", type: "agent_created", targetId: id, name, number, workspaceId });
    return { id };
  },
});
