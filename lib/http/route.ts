import { DomainError } from "@/lib/domain/faults";
import type { Contract } from "@/lib/http/contract";
import type { Endpoint } from "@/lib/http/endpoint";
import { compilePath, matchPath, type PathPattern } from "@/lib/http/path";
import { refuse, runEndpoint } from "@/lib/http/run-endpoint";
import { selectEndpoint } from "@/lib/http/select-endpoint";

export const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
type Handler = (request: Request) => Promise<Response>;
export type Route = Record<(typeof methods)[number], Handler> & { endpoints: readonly Endpoint[] };

const patterns = new WeakMap<Endpoint, PathPattern[]>();

function patternsOf(endpoint: Endpoint): PathPattern[] {
  const known = patterns.get(endpoint) ?? [endpoint.path, ...endpoint.aliases].map(compilePath);
  patterns.set(endpoint, known);
  return known;
}

/** The decoded parameters when the path is the endpoint's own or an alias of it, else null. */
export function paramsOf(endpoint: Endpoint, pathname: string): Record<string, string> | null {
  for (const pattern of patternsOf(endpoint)) {
    const params = matchPath(pattern, pathname);
    if (params) return params;
  }
  return null;
}

async function serve(endpoints: readonly Endpoint[], request: Request): Promise<Response> {
  const first = endpoints[0];
  if (!first) throw new Error("A route lists at least one endpoint");
  const { pathname } = new URL(request.url);
  try {
    const here = endpoints.filter((endpoint) => paramsOf(endpoint, pathname));
    const serving = here.filter((endpoint) => endpoint.method === request.method);
    const chosen = serving.length > 1 ? await selectEndpoint(serving, request, pathname) : serving[0];
    if (chosen) return await runEndpoint(chosen, request, paramsOf(chosen, pathname) ?? {});
    const allow = [...new Set(here.map((endpoint) => endpoint.method))];
    throw allow.length > 0
      ? new DomainError("method_not_allowed", "Method not allowed", { allow })
      : new DomainError("not_found", "Not found");
  } catch (error) {
    return refuse(first.contract, request, error);
  }
}

const served = new WeakMap<Handler, readonly Endpoint[]>();

/** The endpoints behind a handler that `route` made; null for any other function. */
export function endpointsBehind(handler: unknown): readonly Endpoint[] | null {
  return typeof handler === "function" ? (served.get(handler as Handler) ?? null) : null;
}

/** The handlers of one address: each method runs the endpoint that declares it, every other method is refused. */
export function route(...endpoints: Endpoint[]): Route {
  const handler: Handler = (request) => serve(endpoints, request);
  served.set(handler, endpoints);
  return { ...byMethod(handler), endpoints };
}

/** The handlers below which no address is served: 404 in the form of the contract that owns them. */
export function unserved(contract: Contract): Record<(typeof methods)[number], Handler> {
  const refusal = new DomainError("not_found", "There is nothing at this address; /docs lists what is served");
  return byMethod(async (request) => refuse(contract, request, refusal));
}

/** The casts of `fromEntries` hold: the entries are made of all methods. */
function byMethod(handler: Handler): Record<(typeof methods)[number], Handler> {
  return Object.fromEntries(methods.map((method) => [method, handler])) as Record<(typeof methods)[number], Handler>;
}
