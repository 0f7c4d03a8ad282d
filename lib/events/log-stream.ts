import type { HeaderReader } from "@/lib/auth/header-reader";
import { byId } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { readableLog } from "@/lib/domain/runtimes/read-log";
import { watchRight } from "@/lib/events/watch-right";
import type { StreamEvent } from "@/lib/http/reply";
import type { LogLine } from "@/lib/runtime/load-log";
import { type LogEntry, missedBetween } from "@/lib/runtime/log-follower";
import { viewLog } from "@/lib/runtime/shared-log";

const PAUSE = 1_000;

export type LogRequest = {
  ctx: Ctx;
  agentId: string;
  headers: HeaderReader;
  tail: number;
  since: string | null;
  only: "stdout" | "stderr" | null;
};

function toStreamEvent(entry: LogEntry): StreamEvent {
  if ("gap" in entry) return { event: "gap", data: { seconds: entry.seconds, lines: entry.gap } };
  return { event: "line", id: String(entry.seq), data: entry };
}

async function* lines(request: LogRequest, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  let tail = request.tail;
  let last: LogLine | null = null;
  let told = false;
  while (!signal.aborted) {
    try {
      for await (const entry of viewLog(request.agentId, { tail, since: request.since }, signal)) {
        if ("seq" in entry) {
          if (last && entry.seq <= last.seq) continue;
          // Lines that came and went while the supervisor was away; what a slow reader missed is told already.
          const missed = last && !told ? missedBetween(last, entry) : null;
          told = false;
          last = entry;
          if (missed) yield toStreamEvent(missed);
          if (request.only && entry.stream !== request.only) continue;
        } else told = true;
        yield toStreamEvent(entry);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof DomainError)) throw error;
      yield { event: "state", data: { status: error.fault === "conflict" ? "stopped" : "unknown" } };
    }
    // The supervisor went away or holds nothing yet: come back, from the last line on.
    tail = 10_000;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/** An agent's log: the last lines, then live ones, until the reader leaves or loses the right to it. */
export async function* logStream(request: LogRequest, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  const ending = new AbortController();
  const onLeave = () => ending.abort();
  signal.addEventListener("abort", onLeave);
  let reason: string | null = null;
  const allow = (ctx: Ctx) => readableLog(ctx, byId(request.agentId));
  const unsubscribe = watchRight({ ...request, allow }, (said) => {
    reason = said;
    ending.abort();
  });
  try {
    yield* lines(request, ending.signal);
    if (reason) yield { event: "end", data: { reason } };
  } finally {
    unsubscribe();
    signal.removeEventListener("abort", onLeave);
    ending.abort();
  }
}
