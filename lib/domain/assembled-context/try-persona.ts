import { getAgent } from "@/lib/domain/agents/access";
import { type AgentRef, assertDraft } from "@/lib/domain/agents/rules";
import { loadParts } from "@/lib/domain/assembled-context/access";
import { assembleContext } from "@/lib/domain/assembled-context/assemble-context";
import { type RunnableContext, runnable } from "@/lib/domain/assembled-context/queries";
import type { Ctx } from "@/lib/domain/context";
import { assertPersona } from "@/lib/domain/personas/access";
import { assertCustomPrompt, type PersonaChoice } from "@/lib/domain/personas/rules";
import { query, type Reader } from "@/lib/domain/query";

type Named = { agent: AgentRef };
const named = (db: Reader, ctx: Ctx, { agent }: Named) => getAgent(db, ctx, agent);

/** Refuses those who may not choose an agent's persona. Throws `not_found`, `workspace_forbidden`, `forbidden`. */
export const assertMayTry = query({ permission: "agents.edit", target: named, run: async (_, _named: Named) => {} });

/**
 * What an agent's draft would run with if it spoke as this persona; stores nothing. Throws as `choosePersona` and
 * `getAssembledContext`.
 */
export const tryPersona = query({
  permission: "agents.edit",
  target: named,
  run: async ({ db, target }, { choice }: Named & { choice: Required<PersonaChoice> }): Promise<RunnableContext> => {
    await assertPersona(db, target.workspaceId, choice.personaId);
    assertCustomPrompt(choice);
    assertDraft(target);
    return runnable(await assembleContext(await loadParts(db, target.id, "draft", { persona: choice })));
  },
});
