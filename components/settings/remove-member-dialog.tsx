"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toaster";
import { membershipQueries, removeMember } from "@/lib/client/membership-queries";
import type { MemberMenuProps } from "./member-menu";

type RemoveMemberDialogProps = MemberMenuProps & { open: boolean; onOpenChange: (open: boolean) => void };

/** Asks before a membership ends, and who takes the person's agents over. */
export function RemoveMemberDialog({ member, workspace, mine, open, onOpenChange }: RemoveMemberDialogProps) {
  const { mutateAsync } = useMutation(removeMember(useQueryClient(), workspace.id, member.userId));
  const members = useQuery({ ...membershipQueries.choice(workspace.id), enabled: open });
  const [heir, setHeir] = useState("");
  const { name, invited } = member;
  const options = (members.data ?? [])
    .filter(({ userId }) => userId !== member.userId)
    .map(({ userId, name: label }) => ({ value: userId, label }));
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      danger
      title={mine ? `Leave ${workspace.name}?` : `Remove ${name} from ${workspace.name}?`}
      confirmLabel={mine ? "Leave workspace" : invited ? "Remove invitation" : "Remove member"}
      onConfirm={async () => {
        await mutateAsync(heir || null);
        showToast({ tone: "success", title: mine ? `You left ${workspace.name}` : `${name} is no longer a member` });
        if (mine) location.assign("/");
      }}
    >
      <p>
        {mine ? "Your" : "Their"} API keys for the workspace end at once, and so does access to what is in it. What{" "}
        {mine ? "you" : "they"} submitted stays.
      </p>
      <Field
        className="mt-3"
        label={mine ? "Your agents go to" : "Their agents go to"}
        hint={mine ? "Without a choice: the first owner." : "Without a choice: you."}
      >
        {(control) => (
          <Select
            {...control}
            value={heir}
            onChange={(event) => setHeir(event.target.value)}
            placeholder={mine ? "The first owner" : "Me"}
            options={options}
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}
