import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { createDemultiplexer, type StampedText, stampedText } from "@/lib/runtime/docker-driver/demultiplex";
import { type Engine, LIMITS, statusOf } from "@/lib/runtime/docker-driver/engine";
import { inspectContainer } from "@/lib/runtime/docker-driver/start-container";
import { DriverFault, type RunOutput } from "@/lib/runtime/driver";

const LONGEST_LINE = 64 * 1024;
const LONGEST_PAUSE_MS = 5_000;
/** The agent server's own word to its driver, not the agent's. */
const ANNOUNCEMENT = /^\{"door": ?\d+\}$/;

/** Which container to follow; null when there is none. */
export type Find = () => Promise<string | null>;

/**
 * The output of a run from `since` on, live, until it ends or the signal does. A stream that breaks is taken up again
 * behind the last line that came; one that cannot be taken up is tried for as long as the signal allows.
 */
export async function* followOutput(
  engine: Engine,
  find: Find,
  since: Date | null,
  signal: AbortSignal,
): AsyncGenerator<RunOutput> {
  const place = { stamp: since ? since.toISOString() : "", from: since };
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      const id = await find();
      if (id === null) return;
      for await (const line of linesOf(engine, id, place.from, signal)) {
        if (line.stamp <= place.stamp) continue;
        failures = 0;
        Object.assign(place, { stamp: line.stamp, from: new Date(Math.floor(Date.parse(line.stamp) / 1_000) * 1_000) });
        if (!ANNOUNCEMENT.test(line.text)) yield { stream: line.stream, at: new Date(line.stamp), text: line.text };
      }
      if (signal.aborted || (await inspectContainer(engine, id)).state !== "running") return;
    } catch (error) {
      if (signal.aborted || statusOf(error) === 404) return;
    }
    await pause(Math.min(250 * 2 ** failures, LONGEST_PAUSE_MS), undefined, { signal }).catch(() => undefined);
  }
}

/** Whole lines with their times; the engine cuts long ones into several messages. */
async function* linesOf(
  engine: Engine,
  id: string,
  from: Date | null,
  signal: AbortSignal,
): AsyncGenerator<StampedText> {
  const source = await openLog(engine, id, from);
  const end = () => source.destroy();
  if (signal.aborted) end();
  signal.addEventListener("abort", end, { once: true });
  const parts: Partial<Record<StampedText["stream"], StampedText>> = {};
  try {
    const demultiplex = createDemultiplexer();
    for await (const chunk of source) {
      for (const frame of demultiplex(chunk)) {
        const part = stampedText(frame);
        const before = parts[frame.stream];
        const joined = part && before ? { ...part, stamp: before.stamp, text: before.text + part.text } : part;
        if (!joined) continue;
        if (joined.whole || joined.text.length >= LONGEST_LINE) {
          delete parts[frame.stream];
          yield joined;
        } else parts[frame.stream] = joined;
      }
    }
    for (const rest of Object.values(parts)) yield rest;
  } finally {
    signal.removeEventListener("abort", end);
    source.destroy();
  }
}

async function openLog({ api, ask }: Engine, id: string, from: Date | null): Promise<Readable> {
  const options = { follow: true, stdout: true, stderr: true, timestamps: true } as const;
  const since = from ? from.getTime() / 1_000 : 0;
  const opening = (abortSignal: AbortSignal) => api.getContainer(id).logs({ ...options, since, abortSignal });
  const source = await ask("logs", LIMITS.question, opening);
  if (source instanceof Readable) return source;
  throw new DriverFault("unreachable", "The Docker Engine gave no output");
}
