import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { HeaderReader } from "@/lib/auth/header-reader";
import { FileBytes } from "@/lib/blobs/file-bytes";
import type { IncomingRequest } from "@/lib/http/incoming-request";
import type { OutgoingAnswer, OutgoingHeaders } from "@/lib/http/outgoing-answer";
import { sendFile } from "@/lib/http/send-file";
import { inTurns } from "@/lib/http/turnstile";

/** Headers of a node request. */
export function headersOf({ headers }: Pick<IncomingMessage, "headers">): HeaderReader {
  const sent = (name: string) => headers[name.toLowerCase()];
  return {
    get: (name) => {
      const value = sent(name);
      return Array.isArray(value) ? value.join(", ") : (value ?? null);
    },
    has: (name) => sent(name) !== undefined,
  };
}

function signalOf(response: ServerResponse): AbortSignal {
  const leaving = new AbortController();
  const look = () => {
    if (!response.writableFinished) leaving.abort();
  };
  if (response.closed) look();
  else response.once("close", look);
  return leaving.signal;
}

/** A caller who is still sending has so long to read the answer before the connection ends, ms. */
const LINGER = 30_000;

function lingering(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete) return;
  const timer = setTimeout(() => request.socket.destroy(), LINGER);
  request.once("close", () => clearTimeout(timer));
  response.once("finish", () => request.resume());
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** A node request for the engine. */
export function fromNodeRequest(request: IncomingMessage, response: ServerResponse): IncomingRequest {
  let signal: AbortSignal | undefined;
  return {
    method: request.method ?? "GET",
    url: `http://localhost${request.url ?? "/"}`,
    headers: headersOf(request),
    body: hasBody(request) ? request : null,
    get signal() {
      signal ??= signalOf(response);
      return signal;
    },
  };
}

function sendStream(body: Readable, headers: OutgoingHeaders, response: ServerResponse): Promise<void> {
  if (body instanceof FileBytes) return sendFile(body, response);
  const live = headers.get("content-type")?.startsWith("text/event-stream");
  return live ? pipeline(body, response) : pipeline(body, inTurns(), response);
}

/** Sends an answer of the engine. Resolves when a stream is sent or the caller has left, at once for others; never rejects. */
export function sendAnswer(
  answer: OutgoingAnswer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> | undefined {
  const { status, headers, body } = answer;
  if (response.destroyed) {
    if (body instanceof Readable) body.destroy();
    return undefined;
  }
  lingering(request, response);
  const written = headers.inTurn();
  if (body instanceof Readable) {
    response.writeHead(status, written);
    return sendBody(answer, body, request, response);
  }
  if (body !== null) written.push("Content-Length", String(Buffer.byteLength(body)));
  response.writeHead(status, written).end(request.method === "HEAD" ? undefined : (body ?? undefined));
  return undefined;
}

async function sendBody(
  { headers }: OutgoingAnswer,
  body: Readable,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === "HEAD") {
    body.destroy();
    response.end();
    return;
  }
  // A broken stream has destroyed the connection by then, which is all that can still be said.
  await sendStream(body, headers, response).catch(() => undefined);
}
