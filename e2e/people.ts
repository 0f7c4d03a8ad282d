import type { Browser, BrowserContext, Page } from "@playwright/test";
import { hashPassword } from "@/lib/auth/passwords";
import { openSession } from "@/lib/auth/session";
import { db } from "@/lib/db";
import type { Role } from "@/lib/domain/context";
import { ensureSecret } from "@/lib/launch/data-folder";
import { readState, SUPERUSER } from "@/lib/launch/postgres-folder";
import { given, type Place } from "@/lib/testing/given";

/** Somebody in a browser of their own. */
export type Signed = { id: string; name: string; email: string; page: Page };

const origin = { requestId: "req_journey", address: "127.0.0.1", userAgent: "journey" };

/** Lets the factories write into the database of the product that the journeys look at. */
export function useProductDatabase(): void {
  const folder = process.env.MUSTER_E2E_DATA;
  if (!folder) throw new Error("MUSTER_E2E_DATA is not set: run journeys through playwright.config.ts");
  const { port, password } = readState(folder);
  // What the factories write is signed as the product signs: the audit trail knows events of others.
  process.env.MUSTER_SECRET = ensureSecret(folder, undefined);
  process.env.DATABASE_URL = `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/muster`;
}

/** The value of a new browser session's cookie. */
async function newCookie(user: { id: string; name: string }): Promise<string> {
  const session = await db().$transaction((tx) => openSession(tx, { user, kind: "browser", origin, method: "test" }));
  return session.credential;
}

async function signIn(context: BrowserContext, url: string, user: { id: string; name: string }): Promise<void> {
  await context.addCookies([{ name: "muster.session", value: await newCookie(user), url, httpOnly: true }]);
}

export type Joining = {
  role: Role;
  name?: string;
  canSubmit?: boolean;
  instanceAdmin?: boolean;
  /** For journeys that sign in by the page. */
  password?: string;
};

/** Makes a person, a member of the workspace, with a signed-in page that shows nothing yet. */
export async function join(browser: Browser, url: string, place: Place, joining: Joining): Promise<Signed> {
  const { role, name, canSubmit = null, instanceAdmin = false, password } = joining;
  const secret = password ? { passwordHash: await hashPassword(password) } : {};
  const user = await given.user({ ...(name ? { name } : {}), ...secret, instanceAdmin });
  await db().membership.create({ data: { workspaceId: place.id, userId: user.id, role, canSubmit } });
  const context = await browser.newContext({ baseURL: url });
  await signIn(context, url, user);
  return { ...user, page: await context.newPage() };
}
