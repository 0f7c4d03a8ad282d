import { getOperated, type OperatedAgent } from "@/lib/domain/agent-settings/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { query } from "@/lib/domain/query";

/** The settings of one agent. Throws `not_found`. */
export const getOperation = query({
  permission: "agents.read",
  target: getOperated,
  run: async ({ target }, _agent: AgentRef): Promise<OperatedAgent> => target,
});

export type Autonomy = { name: string; enabled: boolean; schedules: number; enabledSchedules: number; status: string };

/** Whether an agent acts by itself, and how many schedules it has. Throws `not_found`. */
export const getAutonomy = query({
  permission: "agents.read",
  target: getOperated,
  run: async ({ db, target }, _agent: AgentRef): Promise<Autonomy> => {
    const rows = await db.agentSchedule.findMany({ where: { agentId: target.id }, select: { enabled: true } });
    const { autonomy: enabled, status } = target.operation;
    const enabledSchedules = rows.filter((row) => row.enabled).length;
    return { name: target.name, enabled, schedules: rows.length, enabledSchedules, status };
  },
});
