import type { Contract } from "@/lib/http/contract";
import type { Endpoint } from "@/lib/http/endpoint";
import { fromWebRequest } from "@/lib/http/incoming-request";
import { createMatcher } from "@/lib/http/match-endpoints";
import { toWebResponse } from "@/lib/http/outgoing-answer";
import { refuse } from "@/lib/http/run-endpoint";
import { nothingHere, pathnameOf, serve } from "@/lib/http/serve";

export const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type Handler = (request: Request) => Promise<Response>;
export type Route = Record<(typeof methods)[number], Handler> & { endpoints: readonly Endpoint[] };

const served = new WeakMap<Handler, readonly Endpoint[]>();

/** The endpoints behind a handler that `route` made; null for any other function. */
export function endpointsBehind(handler: unknown): readonly Endpoint[] | null {
  return typeof handler === "function" ? (served.get(handler as Handler) ?? null) : null;
}

/** The handlers of one address: each method runs the endpoint that declares it, every other method is refused. */
export function route(...endpoints: Endpoint[]): Route {
  const owner = endpoints[0]?.contract;
  if (!owner) throw new Error("A route lists at least one endpoint");
  const find = createMatcher(endpoints);
  const handler: Handler = async (request) => {
    const incoming = fromWebRequest(request);
    const pathname = pathnameOf(incoming);
    return toWebResponse(await serve(find(pathname), owner, incoming, pathname));
  };
  served.set(handler, endpoints);
  return { ...byMethod(handler), endpoints };
}

/** The handlers below which no address is served: 404 in the form of the contract that owns them. */
export function unserved(contract: Contract): Record<(typeof methods)[number], Handler> {
  return byMethod(async (request) => toWebResponse(await refuse(contract, fromWebRequest(request), nothingHere())));
}

/** The casts of `fromEntries` hold: the entries are made of all methods. */
function byMethod(handler: Handler): Record<(typeof methods)[number], Handler> {
  return Object.fromEntries(methods.map((method) => [method, handler])) as Record<(typeof methods)[number], Handler>;
}
