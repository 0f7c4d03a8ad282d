import type { Metadata } from "next";
import { ApiKeySettings } from "@/components/settings/api-key-settings";
import { requirePageCtx } from "@/lib/auth/page-session";

export const metadata: Metadata = { title: "API keys" };

/** Keys for programs. */
export default async function Page() {
  await requirePageCtx();
  return <ApiKeySettings />;
}
