import { WorkspaceSettings } from "@/components/settings/workspace-settings";
import { requirePageCtx } from "@/lib/auth/page-session";

/** The workspace's name, rules and limits. */
export default async function Page() {
  await requirePageCtx();
  return <WorkspaceSettings />;
}
