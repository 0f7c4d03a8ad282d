import type { Tx } from "@/lib/db";
import { type AgentTarget, lockAgent } from "@/lib/domain/agents/access";
import { type AgentRef, assertDraft } from "@/lib/domain/agents/rules";
import { assertKnown, assign, assignedIds, unknownIds } from "@/lib/domain/assignments/access";
import { type AssignmentKind, sameOrder, setDifference, withoutRepeats } from "@/lib/domain/assignments/rules";
import { command, type Step } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";

type Input = { agent: AgentRef; ids: string[] };

function replacing(kind: AssignmentKind, audit: string) {
  return command({
    permission: "agents.edit",
    audit,
    target: (tx: Tx, ctx: Ctx, { agent }: { agent: AgentRef }) => lockAgent(tx, ctx, agent),
    run: (step: Step<AgentTarget>, { ids }: Input) => replace(step, kind, ids),
  });
}

async function replace({ tx, target, change }: Step<AgentTarget>, kind: AssignmentKind, given: string[]) {
  const { id, name, number, workspaceId } = target;
  const ids = withoutRepeats(given);
  // System agents, which alone have no workspace, were refused before.
  assertKnown(await unknownIds(tx, kind, workspaceId ?? "", given));
  const before = await assignedIds(tx, kind, id);
  if (sameOrder(before, ids)) {
    change.nothing();
    return { count: ids.length, rev: target.rev };
  }
  assertDraft(target);
  await assign(tx, kind, id, ids);
  await tx.$executeRaw`
    UPDATE "Agent" SET "updatedAt" = clock_timestamp(), "rev" = "rev" + 1 WHERE "id" = ${id}`;
  change.record({ before: { ids: before }, after: { ids, ...setDifference(before, ids) } });
  const data = { fields: [kind] };
  await change.emit({ topic: "agents", type: "agent_updated", targetId: id, name, number, workspaceId, data });
  return { count: ids.length, rev: target.rev + 1 };
}

/**
 * Replaces all MCP servers of a draft; the same list again changes nothing. Throws `unknown_reference` with every
 * place, `agent_live`, `system_agent`.
 */
export const replaceMcpServers = replacing("mcpServers", "agent.mcp_servers_replaced");

/** The same for skills. */
export const replaceSkills = replacing("skills", "agent.skills_replaced");

/** The same for tools. */
export const replaceTools = replacing("tools", "agent.tools_replaced");
