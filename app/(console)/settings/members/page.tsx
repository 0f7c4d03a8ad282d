import { MemberSettings } from "@/components/settings/member-settings";
import { requirePageCtx } from "@/lib/auth/page-session";

/** Who belongs to the workspace. */
export default async function Page() {
  await requirePageCtx();
  return <MemberSettings />;
}
