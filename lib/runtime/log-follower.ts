import type { LogLine } from "./load-log";

/** A line, or how many lines a slow reader missed at this place, and over how many seconds they came. */
export type LogEntry = LogLine | LogGap;
export type LogGap = { gap: number; seconds: number };

/** Seconds between two moments of a log, to a tenth. */
export function secondsBetween(first: string, last: string): number {
  return Math.max(0, Math.round((Date.parse(last) - Date.parse(first)) / 100) / 10);
}

/** What lies between two lines of one log, by their numbers; null where nothing does. */
export function missedBetween(last: LogLine | null, next: LogLine): LogGap | null {
  const gap = next.seq - (last?.seq ?? 0) - 1;
  return gap > 0 ? { gap, seconds: secondsBetween(last?.at ?? next.at, next.at) } : null;
}

/** Two seconds of an agent that writes 5,000 lines a second; long lines count by their length. */
const QUEUED_LINES = 10_000;
const QUEUED_CHARACTERS = 4 * 1024 * 1024;

/** A bounded queue between a log and one reader: what does not fit is dropped, oldest first, and marked. */
export function createLogFollower(signal: AbortSignal, onEnd: () => void) {
  const queue: LogLine[] = [];
  let characters = 0;
  let missed: { lines: number; first: string; last: string } | null = null;
  let ended = signal.aborted;
  let wake = () => {};
  const end = () => {
    ended = true;
    wake();
    onEnd();
  };
  signal.addEventListener("abort", end, { once: true });

  async function* entries(): AsyncGenerator<LogEntry> {
    try {
      while (true) {
        if (missed) {
          const { lines, first, last } = missed;
          missed = null;
          yield { gap: lines, seconds: secondsBetween(first, last) };
        }
        const line = queue.shift();
        if (line !== undefined) {
          characters -= line.text.length;
          yield line;
        } else if (ended) return;
        else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      signal.removeEventListener("abort", end);
      onEnd();
    }
  }

  return {
    push(line: LogLine): void {
      if (ended) return;
      queue.push(line);
      characters += line.text.length;
      while (queue.length > QUEUED_LINES || (characters > QUEUED_CHARACTERS && queue.length > 1)) {
        const dropped = queue.shift();
        if (!dropped) break;
        characters -= dropped.text.length;
        missed = { lines: (missed?.lines ?? 0) + 1, first: missed?.first ?? dropped.at, last: dropped.at };
      }
      wake();
    },
    end,
    entries: entries(),
  };
}
