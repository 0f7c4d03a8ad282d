import type { Tx } from "@/lib/db";
import { profileStatus } from "@/lib/domain/agent-profiles/access";
import {
  markedAsFailed,
  modelsWith,
  type ProfileStatus,
  type StatusStep,
  statusStep,
  type WishedStatus,
} from "@/lib/domain/agent-profiles/rules";
import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import type { AgentChanges, AgentRef } from "@/lib/domain/agents/rules";
import { applyChanges, type Changed } from "@/lib/domain/agents/update-agent";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { assertPersona } from "@/lib/domain/personas/access";
import { assertCustomPrompt } from "@/lib/domain/personas/rules";
import { awaitBegun } from "@/lib/domain/runs/start-run";
import { awaitEnded } from "@/lib/domain/runs/stop-run";
import { forgetEnd, noteFailed, wishLoad, wishNothing, wishRun } from "@/lib/domain/runs/switch-run";

/** The model that is asked first and what it is given; all of it is replaced. */
export type ModelChoice = {
  modelId: string | null;
  temperature: number | null;
  settings: NonNullable<AgentChanges["modelSettings"]>;
};
export type ProfileChanges = Pick<
  AgentChanges,
  "name" | "type" | "description" | "personaId" | "useCustomPersona" | "customPersonaPrompt"
> & { model?: ModelChoice; status?: WishedStatus };
type Input = { agent: AgentRef; changes: ProfileChanges };

type Present = {
  models: string[];
  useCustomPersona: boolean;
  customPersonaPrompt: string | null;
  status: ProfileStatus;
};

async function presentOf(tx: Tx, { id }: AgentTarget): Promise<Present> {
  const [row] = await tx.$queryRaw<Present[]>`
    SELECT a."models", a."useCustomPersona", a."customPersonaPrompt", ${profileStatus} AS "status"
    FROM "Agent" a LEFT JOIN "Runtime" r ON r."agentId" = a."id" WHERE a."id" = ${id}`;
  if (!row) throw new Error(`Agent ${id} has no row although it is locked`);
  return row;
}

function contentChanges({ model, status: _, ...same }: ProfileChanges, { models }: Present): AgentChanges {
  if (!model) return same;
  const { modelId, temperature, settings } = model;
  return { ...same, models: modelsWith(modelId, models), temperature, modelSettings: settings };
}

const isNamed = (changes: object) => Object.values(changes).some((value) => value !== undefined);

/** Does what a wish for a status comes to. */
async function take(step: Step<AgentTarget>, wish: StatusStep): Promise<void> {
  const { tx, ctx, target } = step;
  if (wish === "start") await (target.hosting === "integrated" ? wishLoad(step) : wishRun(step));
  if (wish === "stop" || wish === "clear_failure") await wishNothing(step);
  if (wish === "clear_failure") await forgetEnd(tx, target.id);
  if (wish === "mark_failed") await noteFailed(step, markedAsFailed(ctx.actor.name));
}

const actions: Partial<Record<StatusStep, string>> = { start: "agent.started", stop: "agent.stopped" };

async function record(
  step: Step<AgentTarget>,
  changed: Changed | null,
  wish: StatusStep,
  from: ProfileStatus,
  to?: string,
) {
  const { change, target } = step;
  if (wish === "nothing") return changed ? change.record(changed) : change.nothing();
  const action = changed ? undefined : actions[wish];
  if (action) change.as(action);
  change.record({ before: { ...changed?.before, status: from }, after: { ...changed?.after, status: to } });
  const { id, name, number, workspaceId } = target;
  if (wish === "start" || wish === "stop") return;
  const data = { fields: ["status"] };
  await change.emit({ topic: "agents", type: "agent_updated", targetId: id, name, number, workspaceId, data });
}

/**
 * Changes an agent's content and wishes it another status, in one transaction; what is not named stays. Throws `not_found`
 * for the persona, `not_possible`, and as `applyChanges` and `wishLoad`.
 */
export const wishProfile = command({
  permission: "agents.change",
  further: (_target: AgentTarget, { changes: { status, ...content } }: Input) => [
    ...(isNamed(content) ? (["agents.edit"] as const) : []),
    ...(status === undefined ? [] : (["agents.operate"] as const)),
  ],
  audit: "agent.updated",
  target: (tx: Tx, ctx: Ctx, { agent }: { agent: AgentRef }) => lockAgent(tx, ctx, agent),
  run: async (step: Step<AgentTarget>, { changes }: Input): Promise<{ id: string; name: string; wish: StatusStep }> => {
    const { tx, target } = step;
    const present = await presentOf(tx, target);
    await assertPersona(tx, target.workspaceId, changes.personaId);
    const content = contentChanges(changes, present);
    const { useCustomPersona = present.useCustomPersona, customPersonaPrompt = present.customPersonaPrompt } = changes;
    if (isNamed({ a: changes.useCustomPersona, b: changes.customPersonaPrompt }))
      assertCustomPrompt({ useCustomPersona, customPersonaPrompt });
    const { status = present.status } = changes;
    const wish = statusStep(present.status, status);
    const changed = isNamed(content) ? await applyChanges(step, { changes: content, strictly: true }) : null;
    await take(step, wish);
    await record(step, changed, wish, present.status, status);
    return { id: target.id, name: target.name, wish };
  },
});

/** The same, waiting like start and stop do for what was wished. Throws also as these. */
export async function changeProfile(ctx: Ctx, input: Input): Promise<{ id: string }> {
  const { id, name, wish } = await wishProfile(ctx, input);
  if (wish === "stop") await awaitEnded({ id, name });
  if (wish === "start") await awaitBegun(id);
  return { id };
}
