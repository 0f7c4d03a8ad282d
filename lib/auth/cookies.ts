import type { HeaderReader } from "@/lib/auth/header-reader";
import { publicUrl } from "@/lib/env";

/** Whether cookies are for https only; then browsers also bind them to this host (`__Host-`). */
export function secureCookies(): boolean {
  return publicUrl().startsWith("https:");
}

/** The cookie's name under the rules of this deployment. */
export function cookieName(name: "session" | "csrf" | "callback" | "state" | "pkce" | "nonce"): string {
  return `${secureCookies() ? "__Host-" : ""}muster.${name}`;
}

/** Attributes of every cookie that Muster sets. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: secureCookies() } as const;
}

/** The cookies of a request by name; of two with one name the first counts, as browsers put the more specific first. */
export function readCookies(headers: HeaderReader): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (headers.get("cookie") ?? "").split(";")) {
    const split = part.indexOf("=");
    const name = part.slice(0, split).trim();
    if (split > 0 && !cookies.has(name)) cookies.set(name, part.slice(split + 1).trim());
  }
  return cookies;
}

/** `Set-Cookie` for a new browser session. */
export function sessionCookie(secret: string, expiresAt: Date): string {
  const secure = secureCookies() ? "; Secure" : "";
  return `${cookieName("session")}=${secret}; Path=/; Expires=${expiresAt.toUTCString()}; HttpOnly; SameSite=Lax${secure}`;
}

/** `Set-Cookie` that takes the session cookie away. */
export function endedSessionCookie(): string {
  return sessionCookie("", new Date(0));
}
