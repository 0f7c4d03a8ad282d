import type { EventSource, StreamEvent } from "@/lib/http/reply";

const HEARTBEAT = 15_000;
const encoder = new TextEncoder();

function frame({ id, event, data }: StreamEvent): string {
  const text = typeof data === "string" ? data : JSON.stringify(data);
  const lines = text.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
  return `${id === undefined ? "" : `id: ${id}\n`}${event === undefined ? "" : `event: ${event}\n`}${lines.join("")}\n`;
}

type Sink = ReadableStreamDefaultController<Uint8Array>;

async function pump(sink: Sink, source: EventSource, ending: AbortController): Promise<void> {
  try {
    for await (const event of source(ending.signal)) {
      if (ending.signal.aborted) break;
      sink.enqueue(encoder.encode(frame(event)));
    }
    if (!ending.signal.aborted) sink.close();
  } catch (error) {
    if (!ending.signal.aborted) sink.error(error);
  }
}

/** A body of Server-Sent Events with a comment every 15 s; ends its source when the client leaves. */
export function eventStream(source: EventSource, client: AbortSignal): ReadableStream<Uint8Array> {
  const ending = new AbortController();
  let beat: NodeJS.Timeout | undefined;
  const end = () => {
    clearInterval(beat);
    ending.abort();
  };
  client.addEventListener("abort", end, { once: true });
  return new ReadableStream<Uint8Array>({
    start(sink) {
      sink.enqueue(encoder.encode("retry: 3000\n\n"));
      beat = setInterval(() => sink.enqueue(encoder.encode(": still here\n\n")), HEARTBEAT);
      pump(sink, source, ending).finally(() => clearInterval(beat));
    },
    cancel: end,
  });
}
