import { createHash } from "node:crypto";
import { db, sql } from "@/lib/db";
import { assertShown, assertUsable, type Content, contentJoined } from "@/lib/domain/agent-plugins/access";
import { getAgentWith } from "@/lib/domain/agents/access";
import { type AgentRef, assertDraft } from "@/lib/domain/agents/rules";
import { loadParts, partsText, readParts } from "@/lib/domain/assembled-context/access";
import { type AssembledContext, assembleContext } from "@/lib/domain/assembled-context/assemble-context";
import { withoutRepeats } from "@/lib/domain/assignments/rules";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { may } from "@/lib/domain/policy";
import { query, type Reader } from "@/lib/domain/query";

/** `newer`: with what has changed under the agent since its plugins were chosen. */
type Asked = { agent: AgentRef; content?: Content; pluginIds?: string[]; newer?: boolean };
/** The same for an agent that has a model. */
export type RunnableContext = AssembledContext & { model: string };
/** A context that is not assembled yet. Where `digest` is the same, so is all that `assemble` gives. */
export type ContextSource = { digest: string; assemble: () => Promise<RunnableContext> };

/** A context that can run. Throws `not_possible` for an agent without a model. */
export function runnable({ model, ...context }: AssembledContext): RunnableContext {
  if (model === null) throw new DomainError("not_possible", "Agent has no model configured");
  return { ...context, model };
}

function sourceOf(parts: string): ContextSource {
  const digest = createHash("sha256").update(parts).digest("base64");
  return { digest, assemble: async () => runnable(await assembleContext(readParts(parts))) };
}

function loadSource(reader: Reader, ctx: Ctx, { agent, content, pluginIds, newer = false }: Asked) {
  const parts = partsText({ pluginIds: pluginIds && withoutRepeats(pluginIds), newer: newer && !pluginIds });
  return getAgentWith<{ versionId: string | null; parts: string }>(reader, ctx, agent, {
    columns: sql`v."id" AS "versionId", ${parts} AS "parts"`,
    joins: contentJoined(ctx, content),
  });
}

/**
 * What an agent runs with as the caller is shown it; with `pluginIds` as it would be with that list, for those who may set
 * it. One statement tells whether it is what was assembled before. Throws `not_found`, `forbidden`, `no_live_version`,
 * `agent_live`, `not_possible` (plugins not enabled), and assembling it `not_possible` (no model, too large), `unavailable`.
 */
export const getContextSource = query({
  permission: "agents.read",
  target: loadSource,
  run: async ({ db, ctx, target }, { content, pluginIds }: Asked): Promise<ContextSource> => {
    assertShown(ctx, target, content);
    if (pluginIds) {
      if (!may(ctx.actor, "agents.edit", target.subject))
        throw new DomainError("forbidden", "Only those who may change the agent may try other plugins");
      await assertUsable(db, target.workspaceId, withoutRepeats(pluginIds));
      assertDraft(target);
    }
    return sourceOf(target.parts);
  },
});

/** What the platform gives an agent at its start: the live version, the working copy while there is none. Faults as above. */
export async function contextOfRun(agentId: string): Promise<AssembledContext> {
  return assembleContext(await loadParts(db(), agentId, "live"));
}
