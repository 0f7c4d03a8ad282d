import { WorkspaceList } from "@/components/settings/workspace-list";
import { requirePageCtx } from "@/lib/auth/page-session";

/** All workspaces, for instance admins. */
export default async function Page() {
  await requirePageCtx();
  return <WorkspaceList />;
}
