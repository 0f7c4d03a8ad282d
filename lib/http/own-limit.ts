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

/** A session by its cookie, unread: the counter comes before every other work. Others by their address. */
function callerOf(headers: HeaderReader, { address, session }: { address: number; session: number }, origin: Origin) {
  const cookie = headers.has("authorization") ? undefined : readCookies(headers).get(cookieName("session"));
  if (cookie) return { key: `s:${hashOf(cookie)}`, limit: session };
  return { key: addressCaller(origin.address), limit: address };
}

function refusal({ limit }: RateWindow, retryAfter: number): DomainError {
  return new DomainError("rate_limited", `Rate limit exceeded: ${limit} per 1 minute`, { retryAfter });
}

/** Runs `work` where the document's own limit allows it, and tells on every answer how much of it is left. */
export async function withinOwnLimit(
  contract: Contract,
  headers: HeaderReader,
  origin: Origin,
  work: () => Promise<OutgoingAnswer>,
): Promise<OutgoingAnswer> {
  const limits = contract.ownLimit?.();
  if (!limits || limits.address === 0) return work();
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
