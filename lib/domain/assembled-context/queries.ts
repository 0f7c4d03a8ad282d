import { db } from "@/lib/db";
import {
  assertUsable,
  type Content,
  contentShown,
  listNewerVersions,
  type NewerVersion,
} from "@/lib/domain/agent-plugins/access";
import { getAgent } from "@/lib/domain/agents/access";
import { type AgentRef, assertDraft } from "@/lib/domain/agents/rules";
import { type AssembledContext, assembleContext } from "@/lib/domain/assembled-context/assemble-context";
import { withoutRepeats } from "@/lib/domain/assignments/rules";
import { DomainError } from "@/lib/domain/faults";
import { may } from "@/lib/domain/policy";
import { query } from "@/lib/domain/query";

type Asked = { agent: AgentRef; content?: Content; pluginIds?: string[] };
/** The same for an agent that has a model, with what has changed under it since its plugins were chosen. */
export type RunnableContext = AssembledContext & { number: number; model: string; newer: NewerVersion[] };

/** A context that can run. Throws `not_possible` for an agent without a model. */
export function runnable({ number }: { number: number }, { model, ...context }: AssembledContext): RunnableContext {
  if (model === null) throw new DomainError("not_possible", "Agent has no model configured");
  return { ...context, model, number, newer: [] };
}

/**
 * What an agent runs with as the caller is shown it; with `pluginIds` as it would be with that list, for those who may set
 * it. Throws `not_found`, `forbidden`, `no_live_version`, `not_possible` (no model, plugins not enabled, too large), `agent_live`.
 */
export const getAssembledContext = query({
  permission: "agents.read",
  target: (db, ctx, { agent }: Asked) => getAgent(db, ctx, agent),
  run: async ({ db, ctx, target }, { content, pluginIds }): Promise<RunnableContext> => {
    const shown = contentShown(ctx, target, content);
    const wanted = pluginIds && withoutRepeats(pluginIds);
    if (wanted) {
      if (!may(ctx.actor, "agents.edit", target.subject))
        throw new DomainError("forbidden", "Only those who may change the agent may try other plugins");
      await assertUsable(db, target.workspaceId, wanted);
      assertDraft(target);
    }
    const newer = wanted ? [] : await listNewerVersions(db, target, shown);
    return { ...runnable(target, await assembleContext(db, target, shown, { pluginIds: wanted })), newer };
  },
});

/** What the platform gives an agent at its start: the live version, the working copy while there is none. Faults as above. */
export function contextOfRun(agent: {
  id: string;
  name: string;
  workspaceId: string | null;
}): Promise<AssembledContext> {
  return assembleContext(db(), agent, "live");
}
