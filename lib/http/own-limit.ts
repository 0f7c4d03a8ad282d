import { isAgentToken, sentValue } from "@/lib/auth/agent-token";
import { cookieName, readCookies } from "@/lib/auth/cookies";
import type { HeaderReader } from "@/lib/auth/header-reader";
import { hashOf } from "@/lib/auth/secrets";
import type { Origin } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import type { Contract } from "@/lib/http/contract";
import { addressCaller } from "@/lib/http/origin";
import type { OutgoingAnswer } from "@/lib/http/outgoing-answer";
import { countIn, type RateWindow } from "@/lib/http/rate-limit";
import { respondFault } from "@/lib/http/respond";

type Limits = ReturnType<NonNullable<Contract["ownLimit"]>>;

/**
 * A session by its cookie and an agent by its runtime token, both unread: the counter comes before every other work. Others
 * by their address, tokens that we did not make too. An agent has one token at a time; one that leaked and has ended uses up
 * nothing of the next.
 */
function callerOf(headers: HeaderReader, { address, session, agent }: Limits, origin: Origin) {
  const sent = sentValue(headers);
  const cookie = sent === null ? readCookies(headers).get(cookieName("session")) : undefined;
  if (cookie) return { key: `s:${hashOf(cookie)}`, limit: session };
  if (sent !== null && isAgentToken(sent)) return { key: `t:${hashOf(sent)}`, limit: agent };
  return { key: addressCaller(origin.address), limit: address };
}

function refusal({ limit }: RateWindow, retryAfter: number): DomainError {
  return new DomainError("rate_limited", `Rate limit exceeded: ${limit} per 1 minute`, { retryAfter });
}

/** Runs `work` where the document's own limit allows it, and tells on every answer how much of it is left. */
export function withinOwnLimit(
  contract: Contract,
  headers: HeaderReader,
  origin: Origin,
  work: () => Promise<OutgoingAnswer>,
): Promise<OutgoingAnswer> {
  const limits = contract.ownLimit?.();
  return limits && limits.address > 0 ? limitedTo(limits, contract, headers, origin, work) : work();
}

async function limitedTo(
  limits: Limits,
  contract: Contract,
  headers: HeaderReader,
  origin: Origin,
  work: () => Promise<OutgoingAnswer>,
): Promise<OutgoingAnswer> {
  const { key, limit } = callerOf(headers, limits, origin);
  const window = await countIn(contract.name, key, limit);
  const seconds = Math.max(1, Math.ceil(window.milliseconds / 1000));
  const answer = window.over
    ? respondFault(contract, refusal(window, seconds), origin.requestId, origin.address)
    : await work();
  answer.headers.set("X-RateLimit-Limit", String(limit));
  answer.headers.set("X-RateLimit-Remaining", String(window.remaining));
  answer.headers.set("X-RateLimit-Reset", String(Math.ceil((Date.now() + window.milliseconds) / 1000)));
  return answer;
}
