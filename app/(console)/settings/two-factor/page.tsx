import { TwoFactorSettings } from "@/components/settings/two-factor-settings";
import { requirePageCtx } from "@/lib/auth/page-session";

/** The second factor of signing in. */
export default async function Page() {
  await requirePageCtx();
  return <TwoFactorSettings />;
}
