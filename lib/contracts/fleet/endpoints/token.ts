import { signIn } from "@/lib/auth/sign-in";
import { fleet } from "@/lib/contracts/fleet/contract";
import { issuedToken, tokenForm } from "@/lib/contracts/fleet/wire/token";
import { formBody } from "@/lib/http/body";
import { publicEndpoint } from "@/lib/http/endpoint";
import { json } from "@/lib/http/reply";

/** A token for name and password; it is pinned to this contract. */
export const issueToken = publicEndpoint({
  contract: fleet,
  method: "POST",
  path: "/token",
  aliases: ["/api/token"],
  summary: "Sign in and get a token",
  description: "The token lives 12 hours and ends with its session. `X-Workspace-ID` sent along pins the workspace.",
  body: formBody(tokenForm),
  reply: json(issuedToken),
  faults: ["sign_in_refused", "two_factor_required", "workspace_forbidden"],
  handle: async ({ ctx, body, incoming }) => {
    const workspace = incoming.headers.get("x-workspace-id");
    const { username: email, password, totp } = body;
    const attempt = { email, password, totp, workspace, origin: ctx.origin };
    const { credential } = await signIn({ ...attempt, kind: "token", contract: "fleet" });
    return { access_token: credential, token_type: "bearer" as const };
  },
});
