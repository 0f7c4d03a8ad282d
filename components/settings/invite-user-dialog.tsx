"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useConsoleSession } from "@/lib/client/console-session";
import { inviteUser } from "@/lib/client/user-queries";
import { newUser } from "@/lib/contracts/console/wire/people";
import { roleOptions } from "./role-options";
import type { ShownLink } from "./user-settings";

type InviteUserDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onInvited: (link: ShownLink) => void;
};

/** Invites a person to the instance, if wished into the workspace that this tab is in. */
export function InviteUserDialog({ open, onOpenChange, onInvited }: InviteUserDialogProps) {
  const { workspace } = useConsoleSession();
  const { mutateAsync } = useMutation(inviteUser(useQueryClient()));
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Invite a user"
      description="You get a link to send; it works once, for seven days."
      schema={newUser}
      defaultValues={{
        email: "",
        instanceAdmin: false,
        ...(workspace && { workspaces: [{ id: workspace.id, role: "developer" }] }),
      }}
      submitLabel="Invite"
      submit={async (values) => {
        const { email, inviteUrl } = await mutateAsync(values);
        onInvited({ kind: "invitation", email, url: inviteUrl });
      }}
    >
      {(form) => (
        <>
          <FormField form={form} name="email" label="E-mail" required>
            {(control) => <Input {...control} type="email" autoComplete="off" />}
          </FormField>
          {workspace && (
            <FormField form={form} name="workspaces.0.role" label={`Role in ${workspace.name}`}>
              {(control) => <Select {...control} options={roleOptions(true)} />}
            </FormField>
          )}
          <Checkbox
            {...form.register("instanceAdmin")}
            label="Instance admin"
            hint="May do everything, in every workspace. All of it is audited."
          />
        </>
      )}
    </FormDialog>
  );
}
