import { log } from "@/lib/log";
import type { AgentLogs } from "@/lib/runtime/agent-logs";
import type { RuntimeDriver } from "@/lib/runtime/driver";

type Following = { abort: AbortController; done: Promise<void> };

/**
 * Writes the output of runs into their logs, one reader for each run, whoever looks on. `mask` gives what takes an agent's
 * secrets out of a line.
 */
export function followRuns(
  driver: RuntimeDriver,
  logs: AgentLogs,
  mask: (agentId: string) => Promise<(line: string) => string>,
) {
  const followed = new Map<string, Following>();

  async function follow(agentId: string, since: Date | null, signal: AbortSignal): Promise<void> {
    const [agentLog, masked] = await Promise.all([logs.open(agentId), mask(agentId)]);
    // After a restart of the platform what is in the log already must not come a second time.
    const last = agentLog.tail(1)[0]?.at;
    const from = since === null && last !== undefined ? new Date(last) : since;
    for await (const { stream, text } of driver.output(agentId, from, signal)) {
      agentLog.write(stream, Buffer.from(`${masked(text)}\n`));
    }
  }

  return {
    /** Follows a run from `since` on (null: from where its log ends); nothing happens where it is followed already. */
    follow(agentId: string, since: Date | null): void {
      if (followed.has(agentId)) return;
      const abort = new AbortController();
      const own: Following = { abort, done: Promise.resolve() };
      own.done = follow(agentId, since, abort.signal)
        .catch((error: unknown) => log().warn({ err: error, agentId }, "the output of an agent broke off"))
        .finally(() => {
          if (followed.get(agentId) === own) followed.delete(agentId);
        });
      followed.set(agentId, own);
    },
    /** Reads what is left of a run that has ended, for a moment, and lets it go. */
    async leave(agentId: string): Promise<void> {
      const own = followed.get(agentId);
      if (!own) return;
      const timer = setTimeout(() => own.abort.abort(), 500);
      await own.done;
      clearTimeout(timer);
    },
    async close(): Promise<void> {
      for (const { abort } of followed.values()) abort.abort();
      await Promise.all([...followed.values()].map(({ done }) => done));
    },
  };
}

export type RunFollowers = ReturnType<typeof followRuns>;
