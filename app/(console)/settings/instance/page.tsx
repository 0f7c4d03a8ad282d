import type { Metadata } from "next";
import { InstanceSettings } from "@/components/settings/instance-settings";
import { requirePageCtx } from "@/lib/auth/page-session";

export const metadata: Metadata = { title: "This instance" };

/** The deployment, for instance admins. */
export default async function Page() {
  await requirePageCtx();
  return <InstanceSettings />;
}
