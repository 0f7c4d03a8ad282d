import { metrics } from "@/lib/http/metrics";
import type { EventSource, StreamEvent } from "@/lib/http/reply";

const HEARTBEAT = 15_000;
const encoder = new TextEncoder();

function frame({ id, event, data }: StreamEvent): string {
  const text = typeof data === "string" ? data : JSON.stringify(data);
  const lines = text.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
  return `${id === undefined ? "" : `id: ${id}\n`}${event === undefined ? "" : `event: ${event}\n`}${lines.join("")}\n`;
}

type Sink = ReadableStreamDefaultController<Uint8Array>;
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
export function eventStream(source: EventSource, client: AbortSignal): ReadableStream<Uint8Array> {
  const ending = new AbortController();
  let flow = closed();
  let beat: NodeJS.Timeout | undefined;
  const end = () => {
    clearInterval(beat);
    ending.abort();
    flow.open();
  };
  const pump = async (sink: Sink) => {
    for await (const event of source(ending.signal)) {
      if (!ending.signal.aborted) sink.enqueue(encoder.encode(frame(event)));
      while (!ending.signal.aborted && (sink.desiredSize ?? 0) <= 0) {
        flow = closed();
        await flow.room;
      }
      if (ending.signal.aborted) break;
    }
  };
  const run = async (sink: Sink) => {
    beat = setInterval(() => {
      if ((sink.desiredSize ?? 0) > 0) sink.enqueue(encoder.encode(": still here\n\n"));
    }, HEARTBEAT);
    metrics().streams.inc();
    try {
      await pump(sink);
      if (!ending.signal.aborted || client.aborted) sink.close();
    } catch (error) {
      if (!ending.signal.aborted) sink.error(error);
    } finally {
      clearInterval(beat);
      client.removeEventListener("abort", end);
      metrics().streams.dec();
    }
  };
  const start = (sink: Sink) => {
    sink.enqueue(encoder.encode("retry: 3000\n\n"));
    void run(sink);
    if (client.aborted) end();
    else client.addEventListener("abort", end, { once: true });
  };
  return new ReadableStream({ start, pull: () => flow.open(), cancel: end }, { highWaterMark: MOST_UNREAD });
}
