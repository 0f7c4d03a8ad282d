import type { HeaderReader } from "@/lib/auth/header-reader";
import { networkOf } from "@/lib/auth/network";
import type { Origin } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { newId } from "@/lib/domain/ids";
import { publicUrl, settings } from "@/lib/env";

/** Set by the web server on every request it hands on; a client's own value is overwritten there. */
export const PEER_HEADER = "x-muster-peer";

const plain = (address: string) => address.trim().replace(/^::ffff:/, "");

let proxies: { listed: string; addresses: ReadonlySet<string> } | undefined;

function trustedProxies(): ReadonlySet<string> {
  const listed = settings().MUSTER_TRUSTED_PROXIES ?? "";
  if (proxies?.listed !== listed)
    proxies = { listed, addresses: new Set(listed.split(",").map(plain).filter(Boolean)) };
  return proxies.addresses;
}

/** The caller's address: the peer's, or the nearest one behind the trusted proxies. */
export function addressOf(headers: HeaderReader): string | null {
  const peer = plain(headers.get(PEER_HEADER) ?? "");
  const trusted = trustedProxies();
  if (!trusted.has(peer)) return peer || null;
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map(plain).filter(Boolean).reverse();
  return hops.find((hop) => !trusted.has(hop)) ?? peer;
}

/** The counter of a caller who is known by address alone. */
export function addressCaller(address: string | null): string {
  return `a:${address ? networkOf(address) : "unknown"}`;
}

/** Request id (a fitting `X-Request-Id` is kept), address and user agent of a request. */
export function originOf(headers: HeaderReader): Origin {
  const given = headers.get("x-request-id") ?? "";
  return {
    requestId: /^[\w.:-]{8,100}$/.test(given) ? given : newId("request"),
    address: addressOf(headers),
    userAgent: headers.get("user-agent")?.slice(0, 300) ?? null,
  };
}

function isOwnOrigin(origin: string, headers: HeaderReader): boolean {
  const host = headers.get("host");
  return origin === new URL(publicUrl()).origin || (host !== null && origin.replace(/^https?:\/\//, "") === host);
}

/** A cookie speaks only for requests of our own pages. Throws `cross_origin` for others. */
export function assertSameOrigin(headers: HeaderReader): void {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const same = origin ? isOwnOrigin(origin, headers) : site === "same-origin";
  if (!same || (site && site !== "same-origin")) {
    throw new DomainError("cross_origin", "This request does not come from Muster's own pages");
  }
}
