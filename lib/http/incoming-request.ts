import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import type { HeaderReader } from "@/lib/auth/header-reader";

/** A request as the engine sees it. Two doors make it: `route()` of a web `Request`, the web server of a node request. */
export type IncomingRequest = {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  readonly headers: HeaderReader;
  /** The body while it arrives; null where there is none. One reader only. */
  readonly body: Readable | null;
  /** Aborts when the caller leaves before the answer is complete. */
  readonly signal: AbortSignal;
};

/** A web `Request` for the engine; its body is taken when somebody asks for it. */
export function fromWebRequest(request: Request): IncomingRequest {
  let body: Readable | null | undefined;
  return {
    method: request.method,
    url: request.url,
    headers: request.headers,
    get body() {
      // The two declarations of a stream, the browser's and Node's, describe the same object.
      body ??= request.body ? Readable.fromWeb(request.body as unknown as WebStream) : null;
      return body;
    },
    get signal() {
      return request.signal;
    },
  };
}
