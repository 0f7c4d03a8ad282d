import { OIDC_ID, oidcProvider } from "@/lib/auth/oidc";
import { setupNeeded } from "@/lib/auth/setup";
import { db } from "@/lib/db";

/** What the sign-in page can offer here. */
export async function signInOptions() {
  const [needed, instance] = await Promise.all([setupNeeded(), db().instance.findUnique({ where: { id: 1 } })]);
  const oidc = oidcProvider();
  return {
    password: true,
    oidc: oidc ? [{ id: OIDC_ID, name: oidc.name }] : [],
    mail: false,
    setupNeeded: needed,
    name: instance?.name ?? "Muster",
  };
}
