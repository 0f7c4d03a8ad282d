import type { Metadata } from "next";
import { TwoFactorSettings } from "@/components/settings/two-factor-settings";
import { requirePageCtx } from "@/lib/auth/page-session";

export const metadata: Metadata = { title: "Two-factor" };

/** The second factor of signing in. */
export default async function Page() {
  await requirePageCtx();
  return <TwoFactorSettings />;
}
