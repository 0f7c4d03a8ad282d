import { log } from "@/lib/log";
import { createLogRing, type LogLine, MOST_LINES } from "@/lib/runtime/load-log";
import { createLogFollower, type LogEntry, missedBetween } from "@/lib/runtime/log-follower";
import { followLog, type LogWindow, readLog } from "@/lib/runtime/supervisor-client";

const shared = new Map<string, ReturnType<typeof shareLog>>();

/** One stream from the supervisor, for all readers of this process. Its kept lines bridge the time until a reader has its window. */
function shareLog(agentId: string) {
  const ending = new AbortController();
  const ring = createLogRing();
  const followers = new Set<ReturnType<typeof createLogFollower>>();
  let readers = 0;
  let over = false;
  const opened = followLog(agentId, { tail: MOST_LINES, since: null }, ending.signal);
  const finish = () => {
    over = true;
    if (shared.get(agentId) === self) shared.delete(agentId);
    for (const follower of followers) follower.end();
  };
  const pump = async (entries: AsyncIterable<LogEntry>) => {
    for await (const entry of entries) {
      if (!("seq" in entry)) continue;
      ring.push(entry);
      for (const follower of followers) follower.push(entry);
    }
  };
  const onBreak = (error: unknown) => log().warn({ err: error, agentId }, "following a log broke off");
  // Who opens is told of a refusal by `opened`.
  void opened
    .then(
      (entries) => pump(entries).catch(onBreak),
      () => undefined,
    )
    .finally(finish);
  const self = {
    opened,
    join: () => {
      readers += 1;
    },
    leave: () => {
      readers -= 1;
      if (readers > 0) return;
      if (shared.get(agentId) === self) shared.delete(agentId);
      ending.abort();
    },
    /** Lines after `seq`, as far as they are kept, and live ones. */
    follow(seq: number, signal: AbortSignal): AsyncGenerator<LogEntry> {
      const follower = createLogFollower(signal, () => followers.delete(follower));
      for (const line of ring.lines) if (line.seq > seq) follower.push(line);
      followers.add(follower);
      if (over) follower.end();
      return follower.entries;
    },
  };
  return self;
}

function within({ tail, since }: LogWindow, kept: LogLine[]): LogLine[] {
  const last = tail === 0 ? [] : kept.slice(-tail);
  return since === null ? last : last.filter(({ at }) => at >= since);
}

/**
 * The lines of an agent's log in a window and then live ones, and how many this reader missed; however many readers there are,
 * the supervisor serves one stream to this process. Throws `conflict` and `unavailable` at the start.
 */
export async function* viewLog(agentId: string, window: LogWindow, signal: AbortSignal): AsyncGenerator<LogEntry> {
  const source = shared.get(agentId) ?? shareLog(agentId);
  shared.set(agentId, source);
  source.join();
  try {
    await source.opened;
    // At least one line, to know where the live ones begin.
    const kept = await readLog(agentId, Math.max(1, window.tail));
    let last = kept.at(-1) ?? null;
    yield* within(window, kept);
    for await (const entry of source.follow(last?.seq ?? 0, signal)) {
      if (!("seq" in entry) || (last && entry.seq <= last.seq)) continue;
      const missed = missedBetween(last, entry);
      if (missed) yield missed;
      last = entry;
      yield entry;
    }
  } finally {
    source.leave();
  }
}
