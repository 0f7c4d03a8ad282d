"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toaster";
import { useConsoleSession } from "@/lib/client/console-session";
import type { OwnWorkspace } from "@/lib/client/me-queries";
import { type AddedMember, addMember } from "@/lib/client/membership-queries";
import { newMember } from "@/lib/contracts/console/wire/people";
import { canSubmitFrom, choiceOf, roleOptions, submitOptions } from "./role-options";

type InviteMemberDialogProps = {
  workspace: OwnWorkspace;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onAdded: (member: AddedMember) => void;
};

/** Adds a person by e-mail; who is unknown here gets an invitation. */
export function InviteMemberDialog({ workspace, open, onOpenChange, onAdded }: InviteMemberDialogProps) {
  const { me } = useConsoleSession();
  const { mutateAsync } = useMutation(addMember(useQueryClient(), workspace.id));
  const mayMakeOwners = me.instanceAdmin || workspace.role === "owner";
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Add a member to ${workspace.name}`}
      description="Somebody who has an account is a member at once. For everybody else you get a link to send."
      schema={newMember}
      defaultValues={{ email: "", role: "developer", canSubmit: null }}
      submitLabel="Add member"
      submit={async (values) => {
        const added = await mutateAsync(values);
        if (added.inviteUrl === null) showToast({ tone: "success", title: `${added.name} is a member now` });
        onAdded(added);
      }}
    >
      {(form) => (
        <>
          <FormField form={form} name="email" label="E-mail" required>
            {(control) => <Input {...control} type="email" autoComplete="off" />}
          </FormField>
          <FormField form={form} name="role" label="Role">
            {(control) => <Select {...control} options={roleOptions(mayMakeOwners)} />}
          </FormField>
          <FormField form={form} name="canSubmit" label="May submit packages">
            {(control) => (
              <Select
                id={control.id}
                defaultValue={choiceOf(null)}
                onChange={(event) => form.setValue("canSubmit", canSubmitFrom(event.target.value))}
                options={submitOptions}
              />
            )}
          </FormField>
        </>
      )}
    </FormDialog>
  );
}
