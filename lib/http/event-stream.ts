import { Readable } from "node:stream";
import { metrics } from "@/lib/http/metrics";
import type { EventSource, StreamEvent } from "@/lib/http/reply";

const HEARTBEAT = 15_000;
const encoder = new TextEncoder();

function frame({ id, event, data }: StreamEvent): string {
  const text = typeof data === "string" ? data : JSON.stringify(data);
  const lines = text.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
  return `${id === undefined ? "" : `id: ${id}\n`}${event === undefined ? "" : `event: ${event}\n`}${lines.join("")}\n`;
}

const frames = new WeakMap<StreamEvent, Uint8Array>();

/** The bytes of an event, made once however many streams it goes to. */
function frameOf(event: StreamEvent): Uint8Array {
  const known = frames.get(event) ?? encoder.encode(frame(event));
  frames.set(event, known);
  return known;
}

type Flow = { room: Promise<void>; open: () => void };

/** A slow reader holds the source back after so many events, so that the source can say what it had to leave out. */
const MOST_UNREAD = 64;

function closed(): Flow {
  let open: () => void = () => undefined;
  const room = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { room, open };
}

/** A body of Server-Sent Events with a comment every 15 s; ends its source when the client leaves. */
export function eventStream(source: EventSource, client: AbortSignal): Readable {
  const ending = new AbortController();
  let flow = closed();
  const sink = new Readable({
    objectMode: true,
    highWaterMark: MOST_UNREAD,
    read: () => flow.open(),
    destroy: (error, done) => {
      end();
      done(error);
    },
  });
  const beat = setInterval(() => {
    if (sink.readableLength < MOST_UNREAD) sink.push(encoder.encode(": still here\n\n"));
  }, HEARTBEAT);
  const leave = () => sink.destroy();
  const end = () => {
    clearInterval(beat);
    client.removeEventListener("abort", leave);
    ending.abort();
    flow.open();
  };
  const pump = async () => {
    for await (const event of source(ending.signal)) {
      if (ending.signal.aborted) return;
      flow = closed();
      if (!sink.push(frameOf(event))) await flow.room;
      if (ending.signal.aborted) return;
    }
  };
  const run = async () => {
    metrics().streams.inc();
    try {
      await pump();
      if (!ending.signal.aborted) sink.push(null);
    } catch (error) {
      if (!ending.signal.aborted) sink.destroy(error instanceof Error ? error : new Error(String(error)));
    } finally {
      clearInterval(beat);
      metrics().streams.dec();
    }
  };
  sink.push(encoder.encode("retry: 3000\n\n"));
  if (client.aborted) leave();
  else client.addEventListener("abort", leave, { once: true });
  void run();
  return sink;
}
