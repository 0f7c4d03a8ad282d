import { DomainError } from "@/lib/domain/faults";
import type { Contract } from "@/lib/http/contract";
import type { Endpoint, Method } from "@/lib/http/endpoint";
import type { IncomingRequest } from "@/lib/http/incoming-request";
import type { OutgoingAnswer } from "@/lib/http/outgoing-answer";
import { compilePath, matchPath, type PathPattern } from "@/lib/http/path";
import { refuse, runEndpoint } from "@/lib/http/run-endpoint";
import { selectEndpoint } from "@/lib/http/select-endpoint";

const patterns = new WeakMap<Endpoint, PathPattern[]>();

function patternsOf(endpoint: Endpoint): PathPattern[] {
  const known = patterns.get(endpoint) ?? [endpoint.path, ...endpoint.aliases].map(compilePath);
  patterns.set(endpoint, known);
  return known;
}

/** The decoded parameters of an address that is the endpoint's own or an alias of it. Throws `invalid_parameter` for broken percent-encoding. */
function paramsOf(endpoint: Endpoint, pathname: string): Record<string, string> {
  for (const pattern of patternsOf(endpoint)) {
    const params = matchPath(pattern, pathname);
    if (params) return params;
  }
  throw new Error(`${endpoint.path} was chosen for an address that it does not fit`);
}

/** The path of a request as it was sent. */
export function pathnameOf(request: IncomingRequest): string {
  return new URL(request.url).pathname;
}

/** What an address is answered at which nothing is served. */
export function nothingHere(): DomainError {
  return new DomainError("not_found", "There is nothing at this address; /docs lists what is served");
}

const ORDER: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

function methodRefusal(here: readonly Endpoint[]): DomainError {
  const served = new Set(here.map((endpoint) => endpoint.method));
  const allow = ORDER.filter((method) => served.has(method));
  return allow.length > 0 ? new DomainError("method_not_allowed", "Method not allowed", { allow }) : nothingHere();
}

/**
 * Answers a request with the endpoints at its address, as a matcher found them: the first group that has the method, and
 * in it the endpoint whose contract claims the request. `owner` phrases what no endpoint answers. Never throws.
 */
export async function serve(
  groups: readonly Endpoint[][],
  owner: Contract,
  request: IncomingRequest,
  pathname: string,
): Promise<OutgoingAnswer> {
  try {
    const fitting = groups.map((group) => group.filter((endpoint) => endpoint.method === request.method));
    const serving = fitting.find((group) => group.length > 0) ?? [];
    const chosen = serving.length > 1 ? await selectEndpoint(serving, request, pathname) : serving[0];
    if (!chosen) throw methodRefusal(groups.flat());
    return await runEndpoint(chosen, request, paramsOf(chosen, pathname));
  } catch (error) {
    return await refuse(owner, request, error);
  }
}
