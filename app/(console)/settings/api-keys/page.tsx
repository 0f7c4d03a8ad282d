import { ApiKeySettings } from "@/components/settings/api-key-settings";
import { requirePageCtx } from "@/lib/auth/page-session";

/** Keys for programs. */
export default async function Page() {
  await requirePageCtx();
  return <ApiKeySettings />;
}
