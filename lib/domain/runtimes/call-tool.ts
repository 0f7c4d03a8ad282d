import { getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";

const MOST_SECONDS = 120;
const BY_HAND_SECONDS = 30;

export type ToolCall = { agent: AgentRef; tool: string };

/** Allows and audits one call of a tool (its arguments are not kept) and says how long it may take, ms. Throws `conflict` when nothing is loaded. */
export const allowToolCall = command({
  permission: "agents.operate",
  audit: "tool.called",
  target: (tx, ctx, input: ToolCall) => getAgent(tx, ctx, input.agent),
  run: async ({ tx, target, change }, { tool }) => {
    const runtime = await tx.runtime.findUnique({
      where: { agentId: target.id },
      select: { observedState: true, agent: { select: { timeoutSeconds: true } } },
    });
    if (runtime?.observedState !== "running") {
      throw new DomainError("conflict", `Agent '${target.name}' is not loaded, so its tools cannot be called`);
    }
    change.record({ after: { tool } });
    const seconds = Math.min(runtime.agent.timeoutSeconds, MOST_SECONDS, BY_HAND_SECONDS);
    return { agentId: target.id, timeoutMs: seconds * 1000 };
  },
});
