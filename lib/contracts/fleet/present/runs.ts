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

export type LogText = { text: string; lines: number; truncated: boolean };

/** Lines with their time in seconds, oldest first; where they are too much the oldest go, and what is too long is cut. */
export function toLines(lines: readonly LogLine[]): LogText {
  const texts: string[] = [];
  let size = 0;
  let truncated = false;
  for (const { at, text } of lines.toReversed()) {
    const bytes = Buffer.from(text);
    const line = `${at.slice(0, 19)}Z ${bytes.subarray(0, LONGEST_LINE).toString("utf8")}\n`;
    size += Buffer.byteLength(line);
    truncated ||= bytes.length > LONGEST_LINE || size > LONGEST_LOG;
    if (size > LONGEST_LOG) break;
    texts.push(line);
  }
  return { text: texts.reverse().join(""), lines: texts.length, truncated };
}

/** The same as one text. */
export const toLogText = (lines: readonly LogLine[]): string => toLines(lines).text;

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
