import { InstanceSettings } from "@/components/settings/instance-settings";
import { requirePageCtx } from "@/lib/auth/page-session";

/** The deployment, for instance admins. */
export default async function Page() {
  await requirePageCtx();
  return <InstanceSettings />;
}
