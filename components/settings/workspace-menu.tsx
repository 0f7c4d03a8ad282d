"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { LogIn, Trash2 } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { RowMenu } from "@/components/patterns/row-menu";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { showToast } from "@/components/ui/toaster";
import { useConsoleSession } from "@/lib/client/console-session";
import { addMember } from "@/lib/client/membership-queries";
import { deleteWorkspace } from "@/lib/client/workspace-queries";
import type { Workspace } from "@/lib/contracts/console/wire/workspaces";

/** What an instance admin can do with a workspace. */
export function WorkspaceMenu({ workspace }: { workspace: Workspace }) {
  const { me } = useConsoleSession();
  const client = useQueryClient();
  const join = useMutation(addMember(client, workspace.id));
  const remove = useMutation(deleteWorkspace(client, workspace.id));
  const [act, setAct] = useState<"join" | "remove" | null>(null);
  const { name, slug, role } = workspace;
  return (
    <>
      <RowMenu name={name}>
        {role === null && (
          <DropdownMenuItem icon={<LogIn />} onSelect={() => setAct("join")}>
            Join as owner…
          </DropdownMenuItem>
        )}
        <DropdownMenuItem danger icon={<Trash2 />} onSelect={() => setAct("remove")}>
          Delete…
        </DropdownMenuItem>
      </RowMenu>
      <ConfirmDialog
        open={act === "join"}
        onOpenChange={() => setAct(null)}
        title={`Join ${name} as an owner?`}
        confirmLabel="Join"
        onConfirm={async () => {
          await join.mutateAsync({ email: me.email, role: "owner" });
          showToast({ tone: "success", title: `You are an owner of ${name}` });
        }}
      >
        You then find it in the switcher, with its settings and members. Its people see that you joined.
      </ConfirmDialog>
      <ConfirmDialog
        open={act === "remove"}
        onOpenChange={() => setAct(null)}
        danger
        title={`Delete ${name}?`}
        confirmLabel="Delete for good"
        typeToConfirm={slug}
        onConfirm={async () => {
          await remove.mutateAsync();
          showToast({ tone: "success", title: `Deleted ${name}` });
        }}
      >
        Its members lose it, its API keys stop working, and its resources are gone for good. A workspace can be deleted
        only when no agent is left in it, the trash included.
      </ConfirmDialog>
    </>
  );
}
