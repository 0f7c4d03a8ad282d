import type { Me } from "@/lib/contracts/console/wire/me";
import { noAnswer } from "./api-error";
import { api } from "./fetcher";

const failures = {
  sign_in_refused: "E-mail or password is wrong, or the account is locked for a while after too many tries.",
  two_factor_required: "Enter the six digits that your authenticator app shows.",
  rate_limited: "Too many tries. Wait a few minutes and try again.",
  unavailable: "The server cannot reach its database right now. Try again in a moment.",
  AccessDenied: "Your company account is fine, but nobody with its e-mail is known here. Ask an admin to invite you.",
  OAuthCallback: "The identity provider did not confirm the sign-in. Try again.",
  OAuthSignin: "The identity provider could not be reached. Try again, or ask an admin to check its settings.",
  Callback: "The identity provider did not confirm the sign-in. Try again.",
} as const;

export type SignInFailure = { code: string; message: string };

/** What a failed sign-in says to the person; `code` is next-auth's `error`. */
export function signInFailure(code: string): SignInFailure {
  const known = Object.entries(failures).find(([name]) => name === code)?.[1];
  return {
    code,
    message: known ?? "Signing in did not work. Try again; if it stays so, ask an admin to look at the log.",
  };
}

type Answer = { url: string };

async function post(path: string, fields: Record<string, string>): Promise<URL> {
  const { csrfToken } = await api<{ csrfToken: string }>("/api/auth/csrf");
  const response = await fetch(path, {
    method: "POST",
    body: new URLSearchParams({ ...fields, csrfToken, json: "true" }),
    credentials: "same-origin",
  }).catch(() => {
    throw noAnswer();
  });
  if (response.status === 429) return new URL("/sign-in?error=rate_limited", location.origin);
  if (response.status >= 500) return new URL("/sign-in?error=unavailable", location.origin);
  const answer: Answer = await response.json();
  return new URL(answer.url, location.origin);
}

/** An account's theme is taken over by a browser that has not chosen one. */
async function adoptTheme(): Promise<void> {
  const { theme } = await api<Me>("/api/me");
  if (localStorage.getItem("theme") === null) localStorage.setItem("theme", theme);
}

export type Credentials = { email: string; password: string; totp: string };

/** Signs in by password through next-auth; null when it worked. Throws ApiError when the server does not answer. */
export async function signInByPassword({ email, password, totp }: Credentials): Promise<SignInFailure | null> {
  const target = await post("/api/auth/callback/credentials", { email, password, ...(totp ? { totp } : {}) });
  const code = target.searchParams.get("error");
  if (code !== null) return signInFailure(code);
  await adoptTheme().catch(() => undefined);
  return null;
}

/** Begins signing in with a provider and gives its address, or why it did not work. `back`: an own path. */
export async function beginProviderSignIn(id: string, back: string): Promise<SignInFailure | { address: string }> {
  const target = await post(`/api/auth/signin/${encodeURIComponent(id)}`, { callbackUrl: `${location.origin}${back}` });
  const code = target.searchParams.get("error");
  return code !== null && target.origin === location.origin ? signInFailure(code) : { address: target.href };
}
