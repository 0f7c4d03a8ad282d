import { UserSettings } from "@/components/settings/user-settings";
import { requirePageCtx } from "@/lib/auth/page-session";

/** Everybody, for instance admins. */
export default async function Page() {
  await requirePageCtx();
  return <UserSettings />;
}
