import type { HeaderReader } from "@/lib/auth/header-reader";
import type { Origin } from "@/lib/domain/context";
import type { Incoming } from "@/lib/http/endpoint";
import type { IncomingRequest } from "@/lib/http/incoming-request";

/** What a handler is told of the request. Its address is taken apart when somebody asks for it. */
export class Asking implements Incoming {
  readonly headers: HeaderReader;
  readonly origin: Origin;
  readonly #request: IncomingRequest;
  #url: URL | undefined;

  constructor(request: IncomingRequest, origin: Origin) {
    this.headers = request.headers;
    this.origin = origin;
    this.#request = request;
  }

  get url(): URL {
    this.#url ??= new URL(this.#request.url);
    return this.#url;
  }

  /** Null where the address has none. */
  get query(): URLSearchParams | null {
    return this.#request.url.includes("?") ? this.url.searchParams : null;
  }

  get signal(): AbortSignal {
    return this.#request.signal;
  }
}
