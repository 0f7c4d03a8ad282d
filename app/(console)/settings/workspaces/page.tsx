import type { Metadata } from "next";
import { WorkspaceList } from "@/components/settings/workspace-list";
import { requirePageCtx } from "@/lib/auth/page-session";

export const metadata: Metadata = { title: "Workspaces" };

/** All workspaces, for instance admins. */
export default async function Page() {
  await requirePageCtx();
  return <WorkspaceList />;
}
