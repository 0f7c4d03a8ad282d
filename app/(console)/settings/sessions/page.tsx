import { SessionSettings } from "@/components/settings/session-settings";
import { requirePageCtx } from "@/lib/auth/page-session";

/** Where one is signed in. */
export default async function Page() {
  await requirePageCtx();
  return <SessionSettings />;
}
