import { ProfileSettings } from "@/components/settings/profile-settings";
import { requirePageCtx } from "@/lib/auth/page-session";

/** Who one is, how things look, the password. */
export default async function Page() {
  await requirePageCtx();
  return <ProfileSettings />;
}
