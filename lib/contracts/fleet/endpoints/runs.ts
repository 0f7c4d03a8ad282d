import { fleet } from "@/lib/contracts/fleet/contract";
import { toLogText, toStarted, toStats } from "@/lib/contracts/fleet/present/runs";
import * as wire from "@/lib/contracts/fleet/wire/runs";
import { agentParams, message } from "@/lib/contracts/fleet/wire/share";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { awaitAgentStats } from "@/lib/domain/load/await-stats";
import { getAgentStats } from "@/lib/domain/load/queries";
import { startRun, wishToStart } from "@/lib/domain/runs/start-run";
import { stopRun, wishToStop } from "@/lib/domain/runs/stop-run";
import { readableLog } from "@/lib/domain/runtimes/read-log";
import { endpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";
import { readLog } from "@/lib/runtime/supervisor-client";

const one = { contract: fleet, params: agentParams } as const;
const DEFAULT_LINES = 100;

/** Contract 2, 4.12. */
export const logs = endpoint({
  ...one,
  method: "GET",
  path: "/api/agents/{agent}/logs",
  summary: "The last lines of an agent's log, also of one that has ended",
  query: wire.logQuery,
  reply: json(wire.logs),
  faults: ["not_found", "invalid_parameter", "unavailable"],
  verb: readableLog,
  handle: async ({ ctx, params, query: { tail, lines } }) => {
    const { agentId } = await readableLog(ctx, parseAgentRef(params.agent));
    return { logs: toLogText(await readLog(agentId, tail ?? lines ?? DEFAULT_LINES)) };
  },
});

/** Contract 2, 4.13. */
export const stats = endpoint({
  ...one,
  method: "GET",
  path: "/api/agents/{agent}/stats",
  summary: "What a running agent uses",
  reply: json(wire.stats),
  faults: ["not_found", "not_running", "unavailable"],
  verb: getAgentStats,
  handle: async ({ ctx, params }) => toStats(await awaitAgentStats(ctx, parseAgentRef(params.agent)), Date.now()),
});

/** Contract 2, 4.6. */
export const start = endpoint({
  ...one,
  method: "POST",
  path: "/api/agents/{agent}/start",
  summary: "Start an agent and wait until it is seen to run",
  reply: json(wire.started),
  faults: ["not_found", "conflict", "unavailable"],
  verb: wishToStart,
  handle: async ({ ctx, params }) => toStarted(await startRun(ctx, { agent: parseAgentRef(params.agent) })),
});

/** Contract 2, 4.7. */
export const stop = endpoint({
  ...one,
  method: "POST",
  path: "/api/agents/{agent}/stop",
  summary: "Stop an agent; it stays stopped",
  reply: json(message),
  faults: ["not_found", "conflict", "unavailable"],
  verb: wishToStop,
  handle: async ({ ctx, params }) => {
    const { name } = await stopRun(ctx, { agent: parseAgentRef(params.agent) });
    return { message: `Agent ${name} stopped` };
  },
});
