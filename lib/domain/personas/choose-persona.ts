import type { Tx } from "@/lib/db";
import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { applyChanges } from "@/lib/domain/agents/update-agent";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { assertPersona } from "@/lib/domain/personas/access";
import { assertCustomPrompt, type PersonaChoice } from "@/lib/domain/personas/rules";

type Input = { agent: AgentRef; choice: Required<PersonaChoice> };

/**
 * Lets an agent's draft speak as another persona: the whole choice is replaced. Throws `not_found` for the persona,
 * `not_possible` for a persona of its own without text, `agent_live`.
 */
export const choosePersona = command({
  permission: "agents.edit",
  audit: "agent.persona_chosen",
  target: (tx: Tx, ctx: Ctx, { agent }: { agent: AgentRef }) => lockAgent(tx, ctx, agent),
  run: async (step: Step<AgentTarget>, { choice }: Input): Promise<{ id: string }> => {
    const { tx, target, change } = step;
    await assertPersona(tx, target.workspaceId, choice.personaId);
    assertCustomPrompt(choice);
    const changed = await applyChanges(step, { changes: choice, strictly: true });
    if (changed) change.record(changed);
    else change.nothing();
    return { id: target.id };
  },
});
