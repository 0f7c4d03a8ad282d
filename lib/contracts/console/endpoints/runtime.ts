import { z } from "zod";
import { consoleContract } from "@/lib/contracts/console/contract";
import { agentHistory, agentTools, loadReport, toolCall, toolOutcome } from "@/lib/contracts/console/wire/runtime";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import { DomainError } from "@/lib/domain/faults";
import { getAgentHistory, getAgentStats } from "@/lib/domain/load/queries";
import { COARSE_STEP_SECONDS, FINE_STEP_SECONDS } from "@/lib/domain/load/rules";
import { allowToolCall } from "@/lib/domain/runtimes/call-tool";
import { describeTools } from "@/lib/domain/runtimes/describe-tools";
import { readableLog } from "@/lib/domain/runtimes/read-log";
import { logStream } from "@/lib/events/log-stream";
import { statsStream } from "@/lib/events/stats-stream";
import { jsonBody } from "@/lib/http/body";
import { endpoint } from "@/lib/http/endpoint";
import { events, json } from "@/lib/http/reply";
import { callTool } from "@/lib/runtime/supervisor-client";
import type { CallOutcome } from "@/lib/runtime/tool-calls";

const agent = z.object({ agent: z.string().min(1).max(255).describe("Id, number or name") });

function toOutcome(outcome: CallOutcome): z.input<typeof toolOutcome> {
  const { ms: milliseconds, log } = outcome;
  if (!outcome.ok) return { ok: false, result: null, truncated: false, error: outcome.error, milliseconds, log };
  return { ok: true, result: outcome.result, truncated: outcome.truncated, error: null, milliseconds, log };
}

/** Faults of the call itself, as opposed to those of the tool. */
function assertCalled(outcome: CallOutcome): CallOutcome {
  if (outcome.ok) return outcome;
  const { type, message } = outcome.error;
  if (type === "UnknownTool") throw new DomainError("not_found", message);
  if (type === "NotLoaded" || type === "Busy") throw new DomainError("conflict", message);
  if (type === "InvalidArguments" || type === "ArgumentsTooLarge") {
    throw new DomainError("invalid", `arguments: ${message}`, {
      issues: [{ type: "arguments", loc: ["body", "arguments"], message }],
    });
  }
  return outcome;
}

/** Contract 6 §12. */
export const listTools = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/runtime/{agent}/tools",
  summary: "What an agent has loaded, with its tools",
  params: agent,
  reply: json(agentTools),
  verb: describeTools,
  faults: ["not_found"],
  handle: async ({ ctx, params }) => {
    const { report, agentId: _, ...rest } = await describeTools(ctx, parseAgentRef(params.agent));
    return { ...rest, report: loadReport.safeParse(report).data ?? null };
  },
});

/** Contract 6 §12. */
export const callAgentTool = endpoint({
  contract: consoleContract,
  method: "POST",
  path: "/api/runtime/{agent}/tools/{name}/call",
  summary: "Call a tool of a loaded agent by hand",
  description: "At most 30 s and the agent's own timeout. The tool's own failure is an answer with `ok: false`.",
  params: agent.extend({ name: z.string().regex(/^[A-Za-z0-9_]{1,64}$/) }),
  body: jsonBody(toolCall, { optional: true }),
  reply: json(toolOutcome),
  verb: allowToolCall,
  faults: ["not_found", "conflict", "unavailable"],
  handle: async ({ ctx, params, body }) => {
    const { agentId, timeoutMs } = await allowToolCall(ctx, { agent: parseAgentRef(params.agent), tool: params.name });
    return toOutcome(assertCalled(await callTool(agentId, params.name, body.arguments, timeoutMs)));
  },
});

/** Contract 6 §12. */
export const agentLog = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/runtime/{agent}/logs",
  summary: "Follow an agent's log",
  params: agent,
  query: z.strictObject({
    tail: z.coerce.number().int().min(0).max(10_000).default(100).describe("Lines to begin with"),
    since: z.iso.datetime({ offset: true }).optional().describe("Begin with no line that is older"),
    stream: z.enum(["stdout", "stderr"]).optional(),
  }),
  reply: events("line", "gap", "state", "end"),
  verb: readableLog,
  faults: ["not_found"],
  handle: async ({ ctx, params, query, incoming }) => {
    const { agentId } = await readableLog(ctx, parseAgentRef(params.agent));
    const { tail, stream: only = null } = query;
    const since = query.since === undefined ? null : new Date(query.since).toISOString();
    return (signal) => logStream({ ctx, agentId, headers: incoming.headers, tail, since, only }, signal);
  },
});

/** Contract 6 §12. */
export const followStats = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/runtime/{agent}/stats",
  summary: "Follow what a running agent uses, every 2 s",
  params: agent,
  reply: events("stats", "end"),
  verb: getAgentStats,
  faults: ["not_found"],
  handle: async ({ ctx, params, incoming }) => {
    const { agentId } = await getAgentStats(ctx, parseAgentRef(params.agent));
    return (signal) => statsStream({ ctx, agentId, headers: incoming.headers }, signal);
  },
});

/** Contract 6 §12. */
export const showHistory = endpoint({
  contract: consoleContract,
  method: "GET",
  path: "/api/runtime/{agent}/history",
  summary: "What an agent used in the last hour",
  params: agent,
  query: z.strictObject({
    step: z
      .enum([String(FINE_STEP_SECONDS), String(COARSE_STEP_SECONDS)])
      .default(String(COARSE_STEP_SECONDS))
      .describe("Seconds from point to point"),
  }),
  reply: json(agentHistory),
  verb: getAgentHistory,
  faults: ["not_found"],
  handle: async ({ ctx, params, query }) => {
    const step = query.step === String(FINE_STEP_SECONDS) ? FINE_STEP_SECONDS : COARSE_STEP_SECONDS;
    return { stepSeconds: step, points: await getAgentHistory(ctx, { agent: parseAgentRef(params.agent), step }) };
  },
});
