import { authenticate } from "@/lib/auth/authenticate";
import type { ContractName } from "@/lib/domain/context";
import { claimingContract } from "@/lib/http/dispatch";
import type { Endpoint } from "@/lib/http/endpoint";
import type { IncomingRequest } from "@/lib/http/incoming-request";
import { readBytes } from "@/lib/http/read-bytes";

/** A larger body is not looked into for `workspaceId`; no contract accepts one here. */
const PEEK_LIMIT = 2 * 1024 * 1024;

async function bodyHasWorkspaceId(request: IncomingRequest): Promise<boolean> {
  const length = Number(request.headers.get("content-length") ?? 0);
  if (request.method !== "POST" || length > PEEK_LIMIT) return false;
  try {
    const body: unknown = JSON.parse((await readBytes(request, PEEK_LIMIT)).toString());
    return typeof body === "object" && body !== null && "workspaceId" in body;
  } catch {
    return false;
  }
}

async function pinnedContract(request: IncomingRequest): Promise<ContractName | null> {
  try {
    return (await authenticate(request.headers))?.actor.credential.contract ?? null;
  } catch {
    return null;
  }
}

/** Of several endpoints at one address and method, the one whose contract claims the request; else the first. */
export async function selectEndpoint(
  serving: readonly Endpoint[],
  request: IncomingRequest,
  pathname: string,
): Promise<Endpoint | undefined> {
  const contract = claimingContract({
    method: request.method,
    pathname,
    named: request.headers.get("x-api-contract"),
    hasWorkspaceHeader: request.headers.has("x-workspace-id"),
    query: [...new URL(request.url).searchParams.keys()],
    bodyHasWorkspaceId: await bodyHasWorkspaceId(request),
    pinned: await pinnedContract(request),
  });
  return serving.find((endpoint) => endpoint.contract.name === contract) ?? serving[0];
}
