import type { IncomingMessage, ServerResponse } from "node:http";
import type { Contract } from "@/lib/http/contract";
import type { Endpoint } from "@/lib/http/endpoint";
import { createMatcher } from "@/lib/http/match-endpoints";
import { fromNodeRequest, sendAnswer } from "@/lib/http/node-door";
import { refuse } from "@/lib/http/run-endpoint";
import { nothingHere, serve } from "@/lib/http/serve";

export type Addresses = {
  endpoints: readonly Endpoint[];
  /** Who phrases the 404 below a path, the longest path first. Below them the door answers everything. */
  owners: readonly (readonly [path: string, contract: Contract])[];
  /** Below this path somebody else answers. */
  except: string;
};

const lies = (pathname: string, below: string) => pathname === below || pathname.startsWith(`${below}/`);

/**
 * The direct way from node:http to the endpoints, past Next. Gives whether the request is the API's; if so it is
 * answered, in the same way as through the route files.
 */
export function createApiDoor({ endpoints, owners, except }: Addresses) {
  const find = createMatcher(endpoints);
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const pathname = (request.url ?? "").split("?", 1)[0] ?? "";
    if (!pathname.startsWith("/") || lies(pathname, except)) return false;
    const groups = find(pathname);
    const owner = groups[0]?.[0]?.contract ?? owners.find(([path]) => lies(pathname, path))?.[1];
    if (!owner) return false;
    const incoming = fromNodeRequest(request, response);
    const answer =
      groups.length > 0 ? serve(groups, owner, incoming, pathname) : refuse(owner, incoming, nothingHere());
    void answer.then((given) => sendAnswer(given, request, response));
    return true;
  };
}
