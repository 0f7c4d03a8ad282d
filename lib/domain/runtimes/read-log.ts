import { getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { query } from "@/lib/domain/query";

/** The agent whose log the caller may read. */
export const readableLog = query({
  permission: "agents.operate",
  target: (db, ctx, ref: AgentRef) => getAgent(db, ctx, ref),
  run: async ({ target }) => ({ agentId: target.id, number: target.number }),
});
