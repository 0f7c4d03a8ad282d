import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { authenticate } from "@/lib/auth/authenticate";
import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { originOf } from "@/lib/http/origin";

/** Set by proxy.ts: path and search of the page that is asked for. */
const PATH_HEADER = "x-muster-path";

/** Who asks for a page, by the session cookie; null when nobody is signed in. Throws `unavailable`. */
export async function findPageCtx(): Promise<Ctx | null> {
  const sent = new Headers(await headers());
  sent.delete("authorization");
  const origin = originOf(sent);
  try {
    const found = await authenticate(sent, origin.address);
    return found ? { actor: found.actor, workspaceId: null, origin } : null;
  } catch (error) {
    if (error instanceof DomainError && error.fault === "unauthenticated") return null;
    throw error;
  }
}

/** The same for pages that need somebody: others are sent to sign in and come back to this page. */
export async function requirePageCtx(): Promise<Ctx> {
  const ctx = await findPageCtx();
  if (ctx) return ctx;
  const path = (await headers()).get(PATH_HEADER) ?? "/";
  redirect(path === "/" ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(path)}`);
}
