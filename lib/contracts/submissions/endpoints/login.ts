import { signIn } from "@/lib/auth/sign-in";
import { submissions } from "@/lib/contracts/submissions/contract";
import { loggedIn, loginForm } from "@/lib/contracts/submissions/wire/login";
import { jsonBody } from "@/lib/http/body";
import { publicEndpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

/** A token for name and password (contract 1, 4.1). */
export const login = publicEndpoint({
  contract: submissions,
  method: "POST",
  path: "/api/user/login",
  summary: "Sign in and get a token",
  description: "The token lives 12 hours and ends with its session. `X-Workspace-ID` sent along pins the workspace.",
  body: jsonBody(loginForm),
  reply: json(loggedIn),
  faults: ["sign_in_refused", "two_factor_required", "workspace_forbidden"],
  handle: async ({ ctx, body, incoming }) => {
    const workspace = incoming.headers.get("x-workspace-id");
    const { username: email, password, totp } = body;
    const attempt = { email, password, totp, workspace, origin: ctx.origin };
    const { credential } = await signIn({ ...attempt, kind: "token", contract: "submissions" });
    return { token: credential, access_token: credential, token_type: "bearer" as const };
  },
});
