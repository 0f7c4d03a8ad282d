import type { z } from "zod";
import type { ByteRange } from "@/lib/http/range";

/** Bytes from a stream or buffer; `size` is sent as Content-Length where it is known. */
export type Bytes = {
  stream: AsyncIterable<Uint8Array> | Uint8Array | string;
  size?: number;
  /** Where parts can be asked for: what was asked for (`askedRange`). `stream` is that part, `size` still that of all. */
  range?: ByteRange | "beyond" | null;
  fileName?: string;
  etag?: string;
  headers?: Record<string, string>;
};
export type BytesReply = { kind: "bytes"; mediaType: string };

/** One Server-Sent Event. A text is sent as it is, anything else as JSON. */
export type StreamEvent = { id?: string; event?: string; data: unknown };
export type EventsReply = { kind: "events"; events: readonly string[] };

export type NothingReply = { kind: "nothing"; status: number };

/** What an `events` endpoint gives: called once per stream, ends when the signal aborts. */
export type EventSource = (signal: AbortSignal) => AsyncIterable<StreamEvent>;

/** A JSON reply with the given status (200). */
export function json<S extends z.ZodType>(schema: S, status = 200): { kind: "json"; schema: S; status: number } {
  return { kind: "json", schema, status };
}

/** A reply of bytes with the given media type. */
export function bytes(mediaType: string): BytesReply {
  return { kind: "bytes", mediaType };
}

/** A Server-Sent Events reply; the names are documented. */
export function events(...names: string[]): EventsReply {
  return { kind: "events", events: names };
}

/** No body. */
export const nothing: NothingReply = { kind: "nothing", status: 204 };

/** No body; what was asked for happens later. */
export const accepted: NothingReply = { kind: "nothing", status: 202 };

/** A reply value with headers beside it, such as ETag, Location or Set-Cookie. */
export class Answer<R> {
  readonly value: R;
  readonly headers: [name: string, value: string][];
  readonly status: number | null;

  constructor(value: R, headers: [name: string, value: string][], status: number | null = null) {
    this.value = value;
    this.headers = headers;
    this.status = status;
  }
}

/** Adds headers to what a handler answers. */
export function withHeaders<R>(value: R, headers: Record<string, string>): Answer<R> {
  return new Answer(value, Object.entries(headers));
}

/** The same reply under another status than the declared one, such as 503 of a health check. */
export function withStatus<R>(value: R, status: number): Answer<R> {
  return new Answer(value, [], status);
}
