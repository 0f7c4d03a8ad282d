import type { z } from "zod";
import { authenticateAny, knownCaller } from "@/lib/auth/authenticate";
import { noteOverride } from "@/lib/domain/audit/note-override";
import { noteRefusal } from "@/lib/domain/audit/note-refusal";
import { doerOf, strangerFrom } from "@/lib/domain/change";
import { type Actor, type Ctx, callingAgent, type Origin } from "@/lib/domain/context";
import { DomainError, type Issue } from "@/lib/domain/faults";
import { AGENTS_READ_THEMSELVES, type Permission, scopeRefusalOf } from "@/lib/domain/policy";
import { answerOnce } from "@/lib/http/answer-once";
import { Asking } from "@/lib/http/asking";
import { expectedRevs } from "@/lib/http/conditional";
import type { Contract } from "@/lib/http/contract";
import type { Endpoint } from "@/lib/http/endpoint";
import type { IncomingRequest } from "@/lib/http/incoming-request";
import { invalidInput } from "@/lib/http/issues";
import { metrics } from "@/lib/http/metrics";
import { addressCaller, assertSameOrigin, originOf } from "@/lib/http/origin";
import type { OutgoingAnswer } from "@/lib/http/outgoing-answer";
import { withinOwnLimit } from "@/lib/http/own-limit";
import { countRequest } from "@/lib/http/rate-limit";
import { readBody } from "@/lib/http/read-body";
import { respond, respondFault } from "@/lib/http/respond";
import { assertWorkspaceHeader, tenantOf, workspaceOf } from "@/lib/http/workspace";

/** A longer name of a workspace is a wrong parameter. */
const LONGEST_NAME = 255;

type Params = Record<string, string>;

/** Who asks, as far as it is known yet. */
type Caller = { origin: Origin; actor: Actor | null };

async function signedIn(request: IncomingRequest, origin: Origin): Promise<Actor> {
  try {
    const found = knownCaller(request.headers) ?? (await authenticateAny(request.headers, origin.address));
    if (!found) throw new DomainError("unauthenticated", "Not authenticated");
    if (found.via === "cookie" && request.method !== "GET") assertSameOrigin(request.headers);
    await countRequest(`c:${found.actor.credential.id}`);
    return found.actor;
  } catch (error) {
    if (error instanceof DomainError && error.fault === "unauthenticated")
      await countRequest(addressCaller(origin.address));
    throw error;
  }
}

/** Throws `forbidden` for a key that was cut down too far, and for an agent's token where nothing is declared for it. */
function assertCredentialFits({ agentToken }: Endpoint, actor: Actor, permission: Permission): void {
  const closed = callingAgent(actor) !== null && !agentToken;
  const refusal = closed ? AGENTS_READ_THEMSELVES : scopeRefusalOf(actor, permission);
  if (refusal) throw new DomainError("forbidden", refusal);
}

function namedWorkspace(contract: Contract, { headers, query }: Asking): string | null {
  const inHeader = headers.get("x-workspace-id");
  if (!contract.workspaceParameter || query === null) return inHeader;
  const named = [...new Set([inHeader ?? [], query.getAll(contract.workspaceParameter)].flat())];
  // Two different names are no name: joined, they are as malformed as a header sent twice.
  return named.length === 0 ? null : named.join(", ");
}

/** A parameter given once is a text, given again a list; schemas decide which they accept. The workspace's is not theirs. */
function queryOf({ query }: Asking, contract: Contract): Record<string, string | string[]> {
  if (query === null) return {};
  const names = new Set(query.keys());
  if (contract.workspaceParameter) names.delete(contract.workspaceParameter);
  const entries = [...names].map((name) => {
    const values = query.getAll(name);
    return [name, values.length === 1 ? (values[0] ?? "") : values] as const;
  });
  return Object.fromEntries(entries);
}

function shapeOf(schema: z.ZodType | undefined): string[] {
  const shape = schema && "shape" in schema ? schema.shape : {};
  return typeof shape === "object" && shape !== null ? Object.keys(shape) : [];
}

function assertKnownQuery(endpoint: Endpoint, query: Record<string, unknown>): void {
  if (endpoint.contract.unknownKeys === "ignore") return;
  const known = new Set(shapeOf(endpoint.query));
  const unknown = Object.keys(query).filter((name) => !known.has(name));
  const issues = unknown.map(
    (name): Issue => ({ type: "unknown_field", loc: ["query", name.slice(0, 100)], message: "unknown parameter" }),
  );
  if (issues[0]) throw new DomainError("invalid_parameter", `${issues[0].loc[1]}: unknown parameter`, { issues });
}

function parsePart(schema: z.ZodType | undefined, value: unknown, place: "query" | "path"): unknown {
  if (!schema) return {};
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalidInput(place, parsed.error, value);
  return parsed.data;
}

type Asked = { params: Params; query: Record<string, string | string[]> };

/** What path and query say. */
function shaped(endpoint: Endpoint, { params, query }: Asked) {
  assertKnownQuery(endpoint, query);
  return { params: parsePart(endpoint.params, params, "path"), query: parsePart(endpoint.query, query, "query") };
}

/** Where path or query are wrong, a foreign workspace that they name is told first. */
async function assertPlace({ place }: Endpoint, ctx: Ctx | { origin: Origin }, { query }: Asked): Promise<void> {
  const { parameter = "", assert } = place ?? {};
  const named = query[parameter];
  const isName = typeof named === "string" && named !== "" && named.length <= LONGEST_NAME && !named.includes("\0");
  if (assert && "actor" in ctx && isName) await assert(ctx, named);
}

/** Leaves the audit row of a 401 or 403, unless the verb has left it. */
async function auditAccessRefused(endpoint: Endpoint, { origin, actor }: Caller, error: unknown): Promise<void> {
  if (!(error instanceof DomainError)) return;
  const { status } = endpoint.contract.phrase(error, origin.requestId);
  if (status !== 401 && status !== 403) return;
  const doer = actor ? doerOf({ actor, workspaceId: null, origin }) : strangerFrom(origin);
  const facts = { method: endpoint.method, path: endpoint.path, reason: error.fault };
  await noteRefusal({ doer, action: "access.refused", target: null, facts }, error);
}

async function workspaceFor(endpoint: Endpoint, asking: Asking, actor: Actor, params: Params): Promise<string | null> {
  const { contract } = endpoint;
  const { tenantParameter, workspaceHeader } = contract;
  if (workspaceHeader) assertWorkspaceHeader(contract, asking.headers, asking.url.pathname);
  const named = namedWorkspace(contract, asking);
  if (tenantParameter !== undefined) return tenantOf(actor, params[tenantParameter] ?? "", named);
  return workspaceOf(actor, named, workspaceHeader ? (params[workspaceHeader.agentParameter] ?? null) : null);
}

async function contextOf(
  endpoint: Endpoint,
  request: IncomingRequest,
  asking: Asking,
  caller: Caller,
  params: Params,
): Promise<Ctx | { origin: Origin }> {
  const { origin } = caller;
  if (!endpoint.verb) {
    if (request.method !== "GET") await countRequest(addressCaller(origin.address));
    return { origin };
  }
  const actor = await signedIn(request, origin);
  caller.actor = actor;
  assertCredentialFits(endpoint, actor, endpoint.verb.permission);
  const workspaceId = await workspaceFor(endpoint, asking, actor, params);
  if (
    endpoint.contract.workspaceHeader &&
    endpoint.method === "GET" &&
    namedWorkspace(endpoint.contract, asking) !== null
  )
    await noteOverride({ actor, workspaceId, origin });
  const wanted = endpoint.ifMatch ? expectedRevs(request.headers.get("if-match")) : null;
  return wanted ? { actor, workspaceId, origin, expectedRevs: wanted } : { actor, workspaceId, origin };
}

async function perform(
  endpoint: Endpoint,
  request: IncomingRequest,
  params: Params,
  caller: Caller,
): Promise<OutgoingAnswer> {
  const { origin } = caller;
  const incoming = new Asking(request, origin);
  const ctx = await contextOf(endpoint, request, incoming, caller, params);
  const asked = { params, query: queryOf(incoming, endpoint.contract) };
  let parsed: ReturnType<typeof shaped>;
  try {
    parsed = shaped(endpoint, asked);
  } catch (error) {
    await assertPlace(endpoint, ctx, asked);
    throw error;
  }
  const call = { ctx, ...parsed, incoming };
  if (endpoint.gate) await endpoint.gate(call);
  const body = endpoint.body ? await readBody(request, endpoint.body, endpoint.contract) : undefined;
  const answer = async (complete: object) =>
    respond(endpoint, await endpoint.handle(complete), request, origin.requestId);
  return "actor" in ctx ? answerOnce(endpoint, request, { ...call, ctx, body }, answer) : answer({ ...call, body });
}

async function performed(endpoint: Endpoint, request: IncomingRequest, params: Params, caller: Caller) {
  try {
    return await perform(endpoint, request, params, caller);
  } catch (error) {
    await auditAccessRefused(endpoint, caller, error);
    return respondFault(endpoint.contract, error, caller.origin.requestId, caller.origin.address);
  }
}

/** Runs one request through its endpoint: credential, limits, workspace, shape, permission, body, verb, answer. Never throws. */
export async function runEndpoint(
  endpoint: Endpoint,
  request: IncomingRequest,
  params: Params,
): Promise<OutgoingAnswer> {
  const origin = originOf(request.headers);
  const { requests, duration } = metrics();
  const { contract, method, path } = endpoint;
  const began = performance.now();
  const caller: Caller = { origin, actor: null };
  const answer = await withinOwnLimit(contract, request.headers, origin, () =>
    performed(endpoint, request, params, caller),
  );
  const labels = { contract: contract.name, method, path };
  duration.observe(labels, (performance.now() - began) / 1000);
  requests.inc({ ...labels, status: answer.status });
  return answer;
}

/** Answers a request that no endpoint serves, in the form of the contract that owns the path. */
export function refuse(contract: Contract, request: IncomingRequest, error: unknown): Promise<OutgoingAnswer> {
  const origin = originOf(request.headers);
  return withinOwnLimit(contract, request.headers, origin, async () =>
    respondFault(contract, error, origin.requestId, origin.address),
  );
}
