import { expect, type Page } from "@playwright/test";
import { buildPackage, type PackageRecipe } from "@/lib/testing/package-builder";

const ADMIN = { email: "ada@example.com", password: "correct horse 9" };

/** Somebody with an account and a token for the API. */
export type Someone = { name: string; email: string; password: string; token: string };

type Sent = { method?: string; body?: string | FormData };

let made = 0;
/** A name that nothing else in this run has. */
export const unique = (word: string): string => {
  made += 1;
  return `${word}-${Date.now().toString(36)}${made}`;
};

const base = (): string => process.env.MUSTER_E2E_URL ?? "";

async function send(path: string, token: string | null, sent: Sent = {}): Promise<Response> {
  const headers = new Headers();
  if (token) headers.set("Authorization", `Bearer ${token}`);
  if (typeof sent.body === "string") headers.set("Content-Type", "application/json");
  return fetch(base() + path, { ...sent, headers });
}

/** The journeys name the part of a reply that they read; what is not so fails where it is used. */
function asReply<T>(json: unknown): T {
  return json as T;
}

/** Calls the API and expects success. */
export async function api<T = Record<string, unknown>>(
  path: string,
  token: string | null,
  sent: Sent = {},
): Promise<T> {
  const response = await send(path, token, sent);
  const text = await response.text();
  expect(response.ok, `${path}: ${response.status} ${text}`).toBe(true);
  return asReply<T>(text === "" ? {} : JSON.parse(text));
}

async function tokenOf(email: string, password: string): Promise<string | null> {
  const body = JSON.stringify({ username: email, password });
  const response = await send("/api/user/login", null, { method: "POST", body });
  return response.ok ? String((await response.json()).access_token) : null;
}

/** The instance's first admin, made through the one-time link where nobody has used it yet. */
export async function theAdmin(): Promise<Someone> {
  const known = await tokenOf(ADMIN.email, ADMIN.password);
  if (known === null) {
    const token = new URL(process.env.MUSTER_E2E_SETUP ?? base()).hash.slice(1);
    const body = JSON.stringify({ ...ADMIN, token, name: "Ada", workspaceName: "Default" });
    await api("/api/setup", null, { method: "POST", body });
  }
  const token = known ?? (await tokenOf(ADMIN.email, ADMIN.password));
  expect(token).not.toBeNull();
  return { ...ADMIN, name: "Ada", token: token ?? "" };
}

/** A new member of the admin's workspace. */
export async function someone(admin: Someone, name: string, role: "admin" | "developer" | "viewer"): Promise<Someone> {
  const { workspaces } = await api<{ workspaces: { id: string }[] }>("/api/me", admin.token);
  const email = `${unique(name.toLowerCase())}@example.com`;
  const invited = await api(`/api/workspaces/${workspaces[0]?.id}/members`, admin.token, {
    method: "POST",
    body: JSON.stringify({ email, role }),
  });
  const token = new URL(String(invited.inviteUrl)).hash.slice(1);
  const { password } = ADMIN;
  await api("/api/invitations/accept", null, { method: "POST", body: JSON.stringify({ token, name, password }) });
  return { name, email, password, token: (await tokenOf(email, password)) ?? "" };
}

/** Submits a package, as a new version where the agent is named; gives the package's id. */
export async function submit(by: Someone, recipe: PackageRecipe & { name: string }, update = false): Promise<string> {
  const form = new FormData();
  form.append("file", new Blob([new Uint8Array(await buildPackage(recipe))]), `${recipe.name}.ncp`);
  const path = update ? `/api/v1/custom_agents/${recipe.name}/version` : "/api/v1/custom_agents/user/submit";
  await api(path, by.token, { method: "POST", body: form });
  const found = await api<{ data: { id: string }[] }>(`/api/packages?q=${recipe.name}&limit=1`, by.token);
  return found.data[0]?.id ?? "";
}

/** Signs in through the page and opens an address of the console. */
export async function signIn(page: Page, { email, password }: Someone, path: string): Promise<void> {
  await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === path.split("?")[0]);
}
