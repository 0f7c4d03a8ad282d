"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toaster";
import { useConsoleSession } from "@/lib/client/console-session";
import { changeMember } from "@/lib/client/membership-queries";
import { memberChanges } from "@/lib/contracts/console/wire/people";
import type { MemberMenuProps } from "./member-menu";
import { canSubmitFrom, choiceOf, roleOptions, submitOptions } from "./role-options";

type EditMemberDialogProps = MemberMenuProps & { open: boolean; onOpenChange: (open: boolean) => void };

/** Role and rights of one member. */
export function EditMemberDialog({ member, workspace, open, onOpenChange }: EditMemberDialogProps) {
  const { me } = useConsoleSession();
  const { mutateAsync } = useMutation(changeMember(useQueryClient(), workspace.id, member.userId));
  const { name, role, canSubmit } = member;
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Role of ${name}`}
      description="Counts from their next request."
      schema={memberChanges}
      defaultValues={{ role, canSubmit }}
      submitLabel="Save"
      submit={async (values) => {
        await mutateAsync(values);
        showToast({ tone: "success", title: `Changed the rights of ${name}` });
      }}
    >
      {(form) => (
        <>
          <FormField form={form} name="role" label="Role">
            {(control) => <Select {...control} options={roleOptions(me.instanceAdmin || workspace.role === "owner")} />}
          </FormField>
          <FormField form={form} name="canSubmit" label="May submit packages">
            {(control) => (
              <Select
                id={control.id}
                defaultValue={choiceOf(canSubmit)}
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
