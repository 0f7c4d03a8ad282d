import { z } from "zod";
import type { Started, Stats } from "@/lib/contracts/fleet/wire/runs";
import { DomainError } from "@/lib/domain/faults";
import type { AgentStats } from "@/lib/domain/load/queries";
import type { RunStart } from "@/lib/domain/runs/start-run";
import type { LogLine } from "@/lib/runtime/load-log";

const LONGEST_LINE = 16 * 1024;
const LONGEST_LOG = 8 * 1024 * 1024;
/** A measurement older than this tells of an agent that cannot be reached, ms. */
const OLDEST_STATS = 45_000;

/** Lines with their time in seconds, oldest first; where they are too much the oldest go. */
export function toLogText(lines: readonly LogLine[]): string {
  const texts: string[] = [];
  let size = 0;
  for (const { at, text } of lines.toReversed()) {
    const line = `${at.slice(0, 19)}Z ${Buffer.from(text).subarray(0, LONGEST_LINE).toString("utf8")}\n`;
    size += Buffer.byteLength(line);
    if (size > LONGEST_LOG) break;
    texts.push(line);
  }
  return texts.reverse().join("");
}

const since = (time: string | null, now: number) => (time === null ? Number.POSITIVE_INFINITY : now - Date.parse(time));
const tenth = (value: number) => Math.round(value * 10) / 10;

/** What a running agent uses. Throws `not_running`, and `unavailable` where it has not been measured yet or for long. */
export function toStats(agent: AgentStats, now: number): Stats {
  if (agent.status !== "running") throw new DomainError("not_running", "Agent is not running");
  const age = Math.min(since(agent.statsAt, now), since(agent.startedAt, now));
  if (age > OLDEST_STATS) throw new DomainError("unavailable", "Agent is not reachable", { retryAfter: 10 });
  if (agent.cpuPercent === null) {
    throw new DomainError("unavailable", "Agent is being measured; ask again", { retryAfter: 5 });
  }
  const used = agent.memoryUsedBytes ?? 0;
  const limit = agent.memoryLimitBytes ?? 0;
  return {
    cpu_percent: tenth(agent.cpuPercent),
    memory_used_bytes: Math.round(used),
    memory_limit_bytes: Math.round(limit),
    memory_percent: limit > 0 ? tenth((100 * used) / limit) : 0,
    network_rx_bytes: Math.round(agent.networkRxBytes ?? 0),
    network_tx_bytes: Math.round(agent.networkTxBytes ?? 0),
    uptime_seconds: Math.max(0, Math.floor(since(agent.startedAt ?? new Date(now).toISOString(), now) / 1_000)),
    status: "running",
  };
}

/** What the run notes of the credentials that it was started with. */
const noted = z.object({
  credentials: z.object({
    state: z.enum(["success", "skipped", "failed"]),
    written: z.array(z.string()),
    error: z.string().nullable(),
  }),
});

/** What a start came to. Throws `internal` with the engine's reason where it came to nothing. */
export function toStarted({ name, state, error, changed, applied }: RunStart): Started {
  if (state === "exited") {
    throw new DomainError("internal", `Failed to start agent: ${error ?? "it ended at once"}`);
  }
  const {
    state: injection,
    written,
    error: problem,
  } = noted.safeParse(changed ? applied : null).data?.credentials ?? {
    ...{ state: "skipped" as const, written: [], error: null },
  };
  return {
    message: `Agent ${name} started`,
    credentials_injection: injection,
    credentials_result: { files_written: written, error: problem },
  };
}
