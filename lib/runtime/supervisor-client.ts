import { z } from "zod";
import { DomainError } from "@/lib/domain/faults";
import { hasRun, holderOf, logKeeperOf } from "@/lib/domain/runtimes/queries";
import { type LogLine, logLine } from "@/lib/runtime/load-log";
import type { LogEntry } from "@/lib/runtime/log-follower";
import { type CallOutcome, callOutcome } from "@/lib/runtime/tool-calls";

/** Time beyond the tool's own limit in which the supervisor must answer, ms. */
const MARGIN = 5_000;

const logEntry = z.union([logLine, z.object({ gap: z.number(), seconds: z.number() })]);

function unreachable(): DomainError {
  return new DomainError("unavailable", "The supervisor that runs this agent does not answer; try again", {
    retryAfter: 5,
  });
}

async function ask(agentId: string, path: string, init: RequestInit): Promise<Response> {
  const holder = await holderOf(agentId);
  if (!holder) throw new DomainError("conflict", "This agent is not loaded");
  const headers = { authorization: `Bearer ${holder.secret}`, "content-type": "application/json" };
  const response = await fetch(`${holder.url}/agents/${agentId}/${path}`, { ...init, headers }).catch(() => null);
  if (!response?.ok) throw unreachable();
  return response;
}

/** Calls a tool of a loaded agent; the outcome holds the tool's own error. Throws `conflict` and `unavailable`. */
export async function callTool(
  agentId: string,
  tool: string,
  args: Record<string, unknown>,
  timeoutMs: number,
): Promise<CallOutcome> {
  const body = JSON.stringify({ tool, arguments: args, timeoutMs });
  const response = await ask(agentId, "call", {
    method: "POST",
    body,
    signal: AbortSignal.timeout(timeoutMs + MARGIN),
  });
  return callOutcome.parse(await response.json());
}

/** Where a reader of a log begins: with its last `tail` lines, none older than `since` (ISO 8601). */
export type LogWindow = { tail: number; since: string | null };

async function* entriesOf(response: Response, signal: AbortSignal): AsyncGenerator<LogEntry> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let rest = "";
  try {
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      const lines = (rest + decoder.decode(part.value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield logEntry.parse(JSON.parse(line));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
}

/** The lines of an agent's log in a window and then live ones, once the supervisor agreed. Throws `conflict` and `unavailable`. */
export async function followLog(
  agentId: string,
  { tail, since }: LogWindow,
  signal: AbortSignal,
): Promise<AsyncGenerator<LogEntry>> {
  const search = new URLSearchParams({ tail: String(tail), ...(since === null ? {} : { since }) });
  return entriesOf(await ask(agentId, `log?${search}`, { signal }), signal);
}

/** The last lines of an agent's log, oldest first; none for one that never ran. Throws `unavailable`. */
export async function readLog(agentId: string, tail: number): Promise<LogLine[]> {
  const keeper = await logKeeperOf(agentId);
  if (!keeper) {
    if (await hasRun(agentId)) throw unreachable();
    return [];
  }
  const address = `${keeper.url}/agents/${agentId}/log?${new URLSearchParams({ tail: String(tail), follow: "false" })}`;
  const headers = { authorization: `Bearer ${keeper.secret}` };
  const response = await fetch(address, { headers, signal: AbortSignal.timeout(MARGIN) }).catch(() => null);
  const text = response?.ok ? await response.text().catch(() => null) : null;
  if (text === null) throw unreachable();
  const lines = text.split("\n").filter(Boolean);
  return lines.map((line) => logEntry.parse(JSON.parse(line))).filter((entry) => "seq" in entry);
}
