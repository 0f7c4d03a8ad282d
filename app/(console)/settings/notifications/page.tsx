import type { Metadata } from "next";
import { NotificationSettings } from "@/components/settings/notification-settings";
import { requirePageCtx } from "@/lib/auth/page-session";

export const metadata: Metadata = { title: "Notifications" };

/** Of what one is told. */
export default async function Page() {
  await requirePageCtx();
  return <NotificationSettings />;
}
