import { lockOperated, noteSetting } from "@/lib/domain/agent-settings/access";
import type { ReadOnlyPatterns } from "@/lib/domain/agent-settings/rules";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { command } from "@/lib/domain/command";

type Input = { agent: AgentRef; enabled: boolean; patterns: Partial<ReadOnlyPatterns> };
export type ReadOnlySetting = {
  id: string;
  name: string;
  enabled: boolean;
  patterns: ReadOnlyPatterns;
  running: boolean;
};

const same = (a: ReadOnlyPatterns, b: ReadOnlyPatterns) => JSON.stringify(a) === JSON.stringify(b);

/** Guards an agent's files against its own writes; a list of patterns that is not given stays. */
export const setReadOnly = command({
  permission: "agents.edit",
  audit: "agent.updated",
  target: lockOperated,
  run: async (step, { enabled, patterns: given }: Input): Promise<ReadOnlySetting> => {
    const { tx, target, change } = step;
    const { readOnly, patterns: before, status } = target.operation;
    const patterns = { blocked: given.blocked ?? before.blocked, allowed: given.allowed ?? before.allowed };
    const unchanged = same(patterns, before);
    if (readOnly === enabled && unchanged) change.nothing();
    else {
      await tx.agent.update({ where: { id: target.id }, data: { readOnly: enabled, readOnlyPatterns: patterns } });
      const facts = (on: boolean, lists: ReadOnlyPatterns) => ({
        readOnly: on,
        ...(unchanged ? {} : { patterns: lists }),
      });
      await noteSetting(step, facts(readOnly, before), facts(enabled, patterns));
    }
    return { id: target.id, name: target.name, enabled, patterns, running: status === "running" };
  },
});
