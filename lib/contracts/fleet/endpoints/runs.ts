import { fleet } from "@/lib/contracts/fleet/contract";
import { toLogText, toStats } from "@/lib/contracts/fleet/present/runs";
import * as wire from "@/lib/contracts/fleet/wire/runs";
import { agentParams } from "@/lib/contracts/fleet/wire/share";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { getAgentStats } from "@/lib/domain/load/queries";
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
  handle: async ({ ctx, params }) => toStats(await getAgentStats(ctx, parseAgentRef(params.agent)), Date.now()),
});
