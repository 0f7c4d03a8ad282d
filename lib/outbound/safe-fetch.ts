import { type LookupAddress, type LookupAllOptions, lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, fetch as undiciFetch } from "undici";
import { isExcepted, isPublicAddress, refusedAddress } from "@/lib/outbound/address-rules";

const TIME_LIMIT = 10_000;
const SIZE_LIMIT = 10 * 1024 * 1024;

/** A connection that Muster does not make, or an answer that it does not take; the message is for people. */
export class OutboundRefused extends Error {
  override name = "OutboundRefused";
}

export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Resolves a name once; the connection goes to one of exactly these addresses. Every one must be public, or one that is not
 * could be chosen.
 */
export function pinned(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      const addresses = error ? [] : found;
      const closed = addresses.find(({ address }) => !isPublicAddress(address) && !isExcepted(hostname, address));
      if (closed) return callback(new OutboundRefused(`${hostname} leads into a private network`), "", 4);
      const [first] = addresses;
      if (error || !first) return callback(error ?? new OutboundRefused(`${hostname} has no address`), "", 4);
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

function assertAllowed(url: URL): void {
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isExcepted(bare(url)))) {
    throw new OutboundRefused(
      "Muster connects by https only; the administrator can allow a host with MUSTER_OUTBOUND_ALLOW",
    );
  }
  if (url.username || url.password) throw new OutboundRefused("The address may hold no user name or password");
  const refusal = refusedAddress(url);
  if (refusal) throw new OutboundRefused(`The address ${refusal}`);
}

const bare = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, "");

/** The body, ending with an error when it grows over the limit. */
function bounded(body: ReadableStream<Uint8Array>, done: () => void): ReadableStream<Uint8Array> {
  let size = 0;
  const count = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.byteLength;
      if (size > SIZE_LIMIT) controller.error(new OutboundRefused("The answer is larger than 10 MB"));
      else controller.enqueue(chunk);
    },
    flush: done,
  });
  return body.pipeThrough(count);
}

type Outgoing = { method?: string; headers?: HeadersInit; body?: string | null; signal?: AbortSignal | null };

/** Both are the same standard classes of two releases of undici; only standard members are used. */
function asStandard(body: unknown): ReadableStream<Uint8Array> | null {
  return body as ReadableStream<Uint8Array> | null;
}

/**
 * Fetches for somebody else: https to public addresses only (`MUSTER_OUTBOUND_ALLOW` lists exceptions), its name resolved
 * once, no redirects, 10 s and 10 MB at most. Throws `OutboundRefused`, or what the network says.
 */
export async function safeFetch(
  address: string | URL,
  outgoing: Outgoing = {},
  resolve: Resolve = lookup,
): Promise<Response> {
  const url = new URL(address);
  assertAllowed(url);
  const { method = "GET", body, headers } = outgoing;
  const limits = [AbortSignal.timeout(TIME_LIMIT), ...(outgoing.signal ? [outgoing.signal] : [])];
  // A literal address is never looked up; `assertAllowed` has judged it.
  const connect = isIP(bare(url)) === 0 ? { lookup: pinned(resolve) } : {};
  const dispatcher = new Agent({ connect, maxRedirections: 0, pipelining: 0 });
  const close = () => void dispatcher.destroy().catch(() => undefined);
  try {
    const answer = await undiciFetch(url, {
      method,
      body,
      headers: [...new Headers(headers)],
      redirect: "manual",
      signal: AbortSignal.any(limits),
      dispatcher,
    });
    if (answer.status >= 300 && answer.status < 400)
      throw new OutboundRefused(`It redirects (${answer.status}), which Muster does not follow`);
    const stream = asStandard(answer.body);
    if (!stream) close();
    const shown = stream && ![204, 205].includes(answer.status) ? bounded(stream, close) : null;
    return new Response(shown, { status: answer.status, headers: [...answer.headers] });
  } catch (error) {
    close();
    throw causeOf(error);
  }
}

/** undici wraps what happened while connecting. */
function causeOf(error: unknown): unknown {
  return error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
}
