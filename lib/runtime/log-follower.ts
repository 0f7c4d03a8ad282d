import type { LogLine } from "./load-log";

/** A line, or the number of lines that a slow reader missed at this place. */
export type LogEntry = LogLine | { gap: number };

const QUEUED_LINES = 1_000;

/** A bounded queue between a log and one reader: what does not fit is dropped, oldest first, and marked. */
export function createLogFollower(signal: AbortSignal, onEnd: () => void) {
  const queue: LogLine[] = [];
  let missed = 0;
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
        if (missed > 0) {
          const gap = missed;
          missed = 0;
          yield { gap };
        }
        const line = queue.shift();
        if (line !== undefined) yield line;
        else if (ended) return;
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
      if (queue.length > QUEUED_LINES) {
        queue.shift();
        missed += 1;
      }
      wake();
    },
    end,
    entries: entries(),
  };
}
