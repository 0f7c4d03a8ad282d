import type { AgentRef } from "@/lib/domain/agents/rules";
import { query } from "@/lib/domain/query";
import { assertContainer, getWithState } from "@/lib/domain/workspace-files/access";

/** Whose credential files the caller may see the names of. Throws `not_found`, `forbidden`, `invalid`. */
export const overseeCredentials = query({
  permission: "agents.oversee",
  target: (db, ctx, agent: AgentRef) => getWithState(db, ctx, agent),
  run: async ({ target }) => {
    assertContainer(target);
    return { agentId: target.id, name: target.name, status: target.status };
  },
});
