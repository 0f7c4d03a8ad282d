import type { Metadata } from "next";
import { UserSettings } from "@/components/settings/user-settings";
import { requirePageCtx } from "@/lib/auth/page-session";

export const metadata: Metadata = { title: "Users" };

/** Everybody, for instance admins. */
export default async function Page() {
  await requirePageCtx();
  return <UserSettings />;
}
