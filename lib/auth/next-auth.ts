import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type NextAuthOptions } from "next-auth";
import { cookieName } from "@/lib/auth/cookies";
import { bodyOf, cookiesFor, withOwnCallback } from "@/lib/auth/next-auth-input";
import { authOptions } from "@/lib/auth/options";
import type { Origin } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { publicUrl } from "@/lib/env";

const served: Record<string, readonly string[]> = {
  GET: ["csrf", "session", "providers", "signin", "callback", "error", "signout"],
  POST: ["signin", "callback", "signout"],
};

type Handler = (request: NextApiRequest, response: NextApiResponse, options: NextAuthOptions) => Promise<void>;

/** next-auth is CommonJS: Node's own loader wraps its default export once more. */
function handler(): Handler {
  const module: unknown = NextAuth;
  return (typeof module === "function" ? module : (module as { default: unknown }).default) as Handler;
}

/** next-auth puts parameters into addresses as they are. */
function asciiOnly(value: string): string {
  return value.replace(/[^\x20-\x7e]/gu, encodeURIComponent);
}

/** Collects what next-auth writes to a Node response; these are all the methods that it calls. */
class Recorder {
  code = 200;
  body: BodyInit | null = null;
  readonly headers = new Headers({ "cache-control": "no-store" });
  private cookies: string[] = [];

  status = (code: number) => {
    this.code = code;
    return this;
  };
  getHeader = (name: string) => (name.toLowerCase() === "set-cookie" ? this.cookies : this.headers.get(name));
  setHeader = (name: string, value: string | string[]) => {
    if (name.toLowerCase() === "set-cookie") this.cookies = [value].flat();
    else this.headers.set(name, asciiOnly(String(value)));
    return this;
  };
  json = (value: unknown) => {
    this.headers.set("content-type", "application/json");
    this.body = JSON.stringify(value);
  };
  send = (value: unknown) => {
    if (typeof value === "string") this.body = value;
    else if (value !== undefined) this.json(value);
  };
  end = () => undefined;
  response = () => {
    for (const cookie of this.cookies) this.headers.append("set-cookie", cookie);
    return new Response(this.body, { status: this.code, headers: this.headers });
  };
}

/**
 * Serves `/api/auth/*` by next-auth, outside of Next's request scope. The address in links and redirects is the public one;
 * throws `not_found` for actions that Muster does not offer.
 */
export async function serveNextAuth(request: Request, origin: Origin): Promise<Response> {
  const url = new URL(request.url);
  const nextauth = url.pathname.split("/").slice(3);
  const action = nextauth[0] ?? "";
  if (!served[request.method]?.includes(action)) throw new DomainError("not_found", "Not found");
  // The only way to tell next-auth its own address.
  process.env.NEXTAUTH_URL = `${publicUrl()}/api/auth`;
  const cookies = cookiesFor(request.headers);
  const query = { ...withOwnCallback(Object.fromEntries(url.searchParams)), nextauth };
  const headers = Object.fromEntries(request.headers);
  const sent = { method: request.method, query, cookies, headers, body: withOwnCallback(await bodyOf(request)) };
  const recorder = new Recorder();
  const options = authOptions({ origin, sessionCookie: cookies[cookieName("session")] ?? null });
  await handler()(sent as unknown as NextApiRequest, recorder as unknown as NextApiResponse, options);
  return recorder.response();
}
