import { cookieName, readCookies } from "@/lib/auth/cookies";
import { DomainError } from "@/lib/domain/faults";
import { publicUrl } from "@/lib/env";

const LONGEST_BODY = 16_384;
const ownCookies = ["session", "csrf", "callback", "state", "pkce", "nonce"] as const;

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

/** next-auth takes an address that it does not like for a fault of the server, so only our own pages reach it. */
function isOwnPage(address: unknown): boolean {
  return typeof address === "string" && (/^\/(?![/\\])/.test(address) || address.startsWith(`${publicUrl()}/`));
}

/** The texts of a query or body, without an address of elsewhere to go to afterwards. */
export function withOwnCallback(sent: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(sent).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(texts.filter(([name, value]) => name !== "callbackUrl" || isOwnPage(value)));
}

/** Our own cookies under their exact names: next-auth would also take `<name>.0` and the like for parts of them. */
export function cookiesFor(headers: Headers): Record<string, string> {
  const sent = readCookies(headers);
  const pairs = ownCookies.map((name) => [name, decoded(sent.get(cookieName(name)) ?? "")] as const);
  const kept = pairs.filter(([name, value]) => value && (name !== "callback" || isOwnPage(value)));
  return Object.fromEntries(kept.map(([name, value]) => [cookieName(name), value]));
}

/** The body as text; nothing of one that is too long. */
async function textOf(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = request.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    bytes += part.value.byteLength;
    if (bytes > LONGEST_BODY) throw new DomainError("too_large", "The body is too large");
    chunks.push(part.value);
  }
  return Buffer.concat(chunks).toString();
}

/** The fields of a form or of a JSON object; none of anything else. Throws `too_large` over 16 KiB. */
export async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  const text = await textOf(request);
  if (!request.headers.get("content-type")?.includes("application/json")) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
