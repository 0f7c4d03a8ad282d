"use client";
import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { useConsoleSession } from "@/lib/client/console-session";

/** A page of the instance; everybody else reads why it is not theirs. */
export function ForInstanceAdmins({ title, children }: { title: string; children: ReactNode }) {
  const { me } = useConsoleSession();
  if (me.instanceAdmin) return children;
  return (
    <>
      <PageHeader title={title} />
      <EmptyState icon={<Lock />} title="For instance admins">
        This reaches beyond a workspace: all people, all workspaces, and the deployment itself. Ask an instance admin if
        something here has to change.
      </EmptyState>
    </>
  );
}
