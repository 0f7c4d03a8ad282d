import type { Metadata } from "next";
import { WorkspaceSettings } from "@/components/settings/workspace-settings";
import { requirePageCtx } from "@/lib/auth/page-session";

export const metadata: Metadata = { title: "Workspace" };

/** The workspace's name, rules and limits. */
export default async function Page() {
  await requirePageCtx();
  return <WorkspaceSettings />;
}
