import { toLines, toStats } from "@/lib/contracts/fleet/present/runs";
import { plugins } from "@/lib/contracts/plugins/contract";
import { agentParams } from "@/lib/contracts/plugins/wire/agent-plugins";
import * as wire from "@/lib/contracts/plugins/wire/agents";
import { getProfile } from "@/lib/domain/agent-profiles/queries";
import { agentNamedIn, byId } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { awaitAgentStats } from "@/lib/domain/load/await-stats";
import { getAgentStats } from "@/lib/domain/load/queries";
import { beginRun, wishToStart } from "@/lib/domain/runs/start-run";
import { stopRun, wishToStop } from "@/lib/domain/runs/stop-run";
import { readableLog } from "@/lib/domain/runtimes/read-log";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";
import { readLog } from "@/lib/runtime/supervisor-client";

const one = { contract: plugins, params: agentParams } as const;
type Named = { ctx: Ctx; params: { agent_id: string } };
const named = ({ ctx, params }: Named) => agentNamedIn(ctx.workspaceId, params.agent_id);
const DEFAULT_LINES = 100;
const statusOf = async (ctx: Ctx, id: string) => (await getProfile(ctx, { agent: byId(id) })).status;

/** Contract 4, 6. */
export const start = endpoint({
  ...one,
  method: "POST",
  path: "/api/agents/{agent_id}/start",
  summary: "Start an agent and wait until it is seen to run",
  reply: json(wire.switched),
  faults: ["workspace_forbidden", "not_found", "conflict", "unavailable"],
  verb: wishToStart,
  handle: async (call) => {
    const { id, number, changed, begun } = await beginRun(call.ctx, { agent: named(call) });
    const message = !begun ? "Agent is starting" : changed ? "Agent started" : "Agent is already active";
    return { success: true as const, message, agent_id: number, status: await statusOf(call.ctx, id) };
  },
});

/** Contract 4, 7. */
export const stop = endpoint({
  ...one,
  method: "POST",
  path: "/api/agents/{agent_id}/stop",
  summary: "Stop an agent; it stays stopped",
  reply: json(wire.switched),
  faults: ["workspace_forbidden", "not_found", "conflict", "unavailable"],
  verb: wishToStop,
  handle: async (call) => {
    const { id, number, changed } = await stopRun(call.ctx, { agent: named(call), forget: true });
    const message = changed ? "Agent stopped" : "Agent is already idle";
    return { success: true as const, message, agent_id: number, status: await statusOf(call.ctx, id) };
  },
});

/** Contract 4, 8. */
export const logs = endpoint({
  ...one,
  method: "GET",
  path: "/api/agents/{agent_id}/logs",
  summary: "The last lines of an agent's log, also of one that has ended",
  query: wire.logQuery,
  reply: json(wire.logs),
  faults: ["workspace_forbidden", "not_found", "invalid_parameter", "unavailable"],
  verb: readableLog,
  handle: async (call) => {
    const { tail = DEFAULT_LINES, lines: asked = tail } = call.query;
    const { agentId, number } = await readableLog(call.ctx, named(call));
    const { text, lines, truncated } = toLines(await readLog(agentId, asked));
    return { agent_id: number, logs: text, lines, truncated };
  },
});

/** Contract 4, 9. */
export const stats = endpoint({
  ...one,
  method: "GET",
  path: "/api/agents/{agent_id}/stats",
  summary: "What a running agent uses",
  reply: json(wire.stats),
  faults: ["workspace_forbidden", "not_found", "not_running", "unavailable"],
  verb: getAgentStats,
  handle: async (call) => {
    const measured = await awaitAgentStats(call.ctx, named(call));
    return { agent_id: measured.number, ...toStats(measured, Date.now()), status: "active" as const };
  },
});
