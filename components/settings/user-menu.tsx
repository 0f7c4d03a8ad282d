"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ban, KeyRound, LogOut, Play, ShieldOff, ShieldPlus, Trash2 } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { RowMenu } from "@/components/patterns/row-menu";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { dialogOnDemand } from "@/components/ui/on-demand";
import { showToast } from "@/components/ui/toaster";
import { changeUser, endSessionsOf, makeResetLink, removeFactorOf } from "@/lib/client/user-queries";
import type { User } from "@/lib/contracts/console/wire/people";
import { type UserAct, userActs } from "./user-acts";
import type { ShownLink } from "./user-settings";

const DeleteUserDialog = dialogOnDemand(async () => ({
  default: (await import("./delete-user-dialog")).DeleteUserDialog,
}));

type UserMenuProps = { user: User; mine: boolean; onLink: (link: ShownLink) => void };

/** How each act is done. */
function useRuns({ user, onLink }: UserMenuProps): Record<UserAct, () => Promise<unknown>> {
  const client = useQueryClient();
  const { mutateAsync: change } = useMutation(changeUser(client, user));
  const { mutateAsync: removeFactor } = useMutation(removeFactorOf(client, user.id));
  return {
    disable: () => change({ disabled: true }),
    enable: () => change({ disabled: false }),
    promote: () => change({ instanceAdmin: true }),
    demote: () => change({ instanceAdmin: false }),
    reset: async () => onLink({ kind: "reset", email: user.email, url: (await makeResetLink(user.id)).resetUrl }),
    sessions: () => endSessionsOf(user.id),
    factor: () => removeFactor(),
  };
}

/** What an instance admin can do with one person. */
export function UserMenu(props: UserMenuProps) {
  const { user, mine } = props;
  const { name, disabled, instanceAdmin, twoFactor } = user;
  const runs = useRuns(props);
  const [act, setAct] = useState<UserAct | null>(null);
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <RowMenu name={name}>
        <DropdownMenuItem icon={<KeyRound />} disabled={disabled} onSelect={() => setAct("reset")}>
          Reset password…
        </DropdownMenuItem>
        {twoFactor && !mine && (
          <DropdownMenuItem icon={<ShieldOff />} onSelect={() => setAct("factor")}>
            Switch two-factor off…
          </DropdownMenuItem>
        )}
        <DropdownMenuItem icon={<LogOut />} onSelect={() => setAct("sessions")}>
          End sessions…
        </DropdownMenuItem>
        <DropdownMenuItem icon={<ShieldPlus />} onSelect={() => setAct(instanceAdmin ? "demote" : "promote")}>
          {instanceAdmin ? "Take instance admin away…" : "Make instance admin…"}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem icon={disabled ? <Play /> : <Ban />} onSelect={() => setAct(disabled ? "enable" : "disable")}>
          {disabled ? "Enable…" : "Disable…"}
        </DropdownMenuItem>
        <DropdownMenuItem danger icon={<Trash2 />} onSelect={() => setDeleting(true)}>
          Delete…
        </DropdownMenuItem>
      </RowMenu>
      {act && <ActDialog name={name} act={act} run={runs[act]} onClose={() => setAct(null)} />}
      <DeleteUserDialog user={user} open={deleting} onOpenChange={setDeleting} />
    </>
  );
}

type ActDialogProps = { name: string; act: UserAct; run: () => Promise<unknown>; onClose: () => void };

function ActDialog({ name, act, run, onClose }: ActDialogProps) {
  const { title, text, confirm, danger, done } = userActs[act];
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={title(name)}
      confirmLabel={confirm}
      danger={danger}
      onConfirm={async () => {
        await run();
        if (done) showToast({ tone: "success", title: done(name) });
      }}
    >
      {text}
    </ConfirmDialog>
  );
}
