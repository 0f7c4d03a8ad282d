import { NotificationSettings } from "@/components/settings/notification-settings";
import { requirePageCtx } from "@/lib/auth/page-session";

/** Of what one is told. */
export default async function Page() {
  await requirePageCtx();
  return <NotificationSettings />;
}
