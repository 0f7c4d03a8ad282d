import { createHash } from "node:crypto";
import { hashOf } from "@/lib/auth/secrets";
import { parseAgentRef } from "@/lib/domain/agents/rules";
import type { Ctx, RepeatKey } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { assertStillAllowed } from "@/lib/domain/idempotency/access";
import {
  beginOnce,
  beginUnread,
  firstAnswer,
  forgetFailed,
  keepAnswer,
  noteBody,
} from "@/lib/domain/idempotency/keep-answer";
import type { KeptAnswer } from "@/lib/domain/idempotency/rules";
import type { Endpoint } from "@/lib/http/endpoint";
import { hashedUpload, isUpload, readContents } from "@/lib/http/hashed-upload";
import type { IncomingRequest } from "@/lib/http/incoming-request";
import type { OutgoingAnswer } from "@/lib/http/outgoing-answer";
import { replayed } from "@/lib/http/respond";
import { log } from "@/lib/log";

const KEY = /^[\x20-\x7e]{1,255}$/;
/** Longer paths are kept as a hash: an index entry has its limits. */
const LONGEST_PATH = 500;
/** What a repeated answer needs of the first one's headers. */
const KEPT_HEADERS = ["etag", "location"];

export type SignedCall = { ctx: Ctx; params: unknown; body: unknown; incoming: { url: URL } };

type Answering = (call: SignedCall) => Promise<OutgoingAnswer>;

/** Whether answers of this endpoint are given again to a request that is sent again. */
export function isRepeatable(endpoint: Endpoint): boolean {
  const plain = endpoint.reply.kind === "json" || endpoint.reply.kind === "nothing";
  const { contract, method, verb } = endpoint;
  return contract.repeats === true && method === "POST" && verb !== null && plain;
}

function keyOf(request: IncomingRequest): string | null {
  const key = request.headers.get("idempotency-key");
  if (key === null || KEY.test(key)) return key;
  const message = "must have 1 to 255 printable ASCII characters";
  const issues = [{ type: "malformed", loc: ["header", "Idempotency-Key"], message }];
  throw new DomainError("invalid_parameter", `Idempotency-Key: ${message}`, { issues });
}

/** Everything that makes two requests the same but their path: the parsed body, the query and the workspace that is named. */
function fingerprint(request: IncomingRequest, { incoming }: SignedCall, body: unknown): string {
  const text = JSON.stringify([request.headers.get("x-workspace-id"), incoming.url.search, body ?? null]);
  return createHash("sha256").update(text).digest("hex");
}

async function assertMayRepeat(endpoint: Endpoint, call: SignedCall): Promise<void> {
  const check = endpoint.mayRepeat ?? endpoint.gate;
  if (check) return void (await check(call));
  if (!endpoint.verb) return;
  const { agent, id, workspace } = call.params as Record<string, string | undefined>;
  const packageId = endpoint.path.startsWith("/api/packages/{id}") ? id : undefined;
  const about = { agent: agent === undefined ? undefined : parseAgentRef(agent), packageId, workspace };
  await assertStillAllowed(call.ctx, endpoint.verb.permission, about);
}

async function keep(repeat: RepeatKey, secret: string, answered: OutgoingAnswer): Promise<void> {
  const kept = KEPT_HEADERS.flatMap((name) => {
    const value = answered.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  const body = typeof answered.body === "string" ? answered.body : null;
  await keepAnswer(repeat, secret, { status: answered.status, headers: Object.fromEntries(kept), body });
}

type Begun = { kept: KeptAnswer } | { call: SignedCall };

/** Begins a request, or finds what it was answered before. A body that is a file is compared by its bytes, once they are read. */
async function begin(request: IncomingRequest, call: SignedCall, repeat: RepeatKey, secret: string): Promise<Begun> {
  const { body } = call;
  if (!isUpload(body)) {
    const kept = await beginOnce(repeat, fingerprint(request, call, body), secret);
    return kept ? { kept } : { call };
  }
  const print = (contents: object) => fingerprint(request, call, contents);
  if (!(await beginUnread(repeat))) {
    return { kept: await firstAnswer(repeat, print(await readContents(body)), secret) };
  }
  return { call: { ...call, body: hashedUpload(body, (contents) => noteBody(repeat, print(contents))) } };
}

/**
 * Runs a request, unless its `Idempotency-Key` was used before: then its first answer is given again, to whoever may
 * still have it. A failure is not kept. Throws `idempotency_conflict` for another body and while the first one runs.
 */
export function answerOnce(
  endpoint: Endpoint,
  request: IncomingRequest,
  call: SignedCall,
  answer: Answering,
): Promise<OutgoingAnswer> {
  const secret = isRepeatable(endpoint) ? keyOf(request) : null;
  return secret === null ? answer(call) : answerUnder(secret, endpoint, request, call, answer);
}

async function answerUnder(
  secret: string,
  endpoint: Endpoint,
  request: IncomingRequest,
  call: SignedCall,
  answer: Answering,
): Promise<OutgoingAnswer> {
  const { ctx, incoming } = call;
  const path = incoming.url.pathname.length > LONGEST_PATH ? hashOf(incoming.url.pathname) : incoming.url.pathname;
  const repeat = { callerId: ctx.actor.userId, method: request.method, path, key: hashOf(secret) };
  const begun = await begin(request, call, repeat, secret);
  if ("kept" in begun) {
    await assertMayRepeat(endpoint, call);
    return replayed(begun.kept, ctx.origin.requestId);
  }
  try {
    const answered = await answer({ ...begun.call, ctx: { ...ctx, repeatKey: repeat } });
    await keep(repeat, secret, answered).catch((error: unknown) =>
      log().error({ err: error }, "keeping an answer failed"),
    );
    return answered;
  } catch (error) {
    await forgetFailed(repeat).catch((late: unknown) => log().error({ err: late }, "forgetting a request failed"));
    throw error;
  }
}
