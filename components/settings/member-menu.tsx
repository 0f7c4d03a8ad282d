"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { LogOut, Pencil, UserMinus } from "lucide-react";
import { useState } from "react";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { RowMenu } from "@/components/patterns/row-menu";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toaster";
import { useConsoleSession } from "@/lib/client/console-session";
import type { OwnWorkspace } from "@/lib/client/me-queries";
import { changeMember } from "@/lib/client/membership-queries";
import { type Member, memberChanges } from "@/lib/contracts/console/wire/people";
import { RemoveMemberDialog } from "./remove-member-dialog";
import { canSubmitFrom, choiceOf, roleOptions, submitOptions } from "./role-options";

export type MemberMenuProps = { member: Member; workspace: OwnWorkspace; manages: boolean; mine: boolean };

/** Change or end one membership. */
export function MemberMenu(props: MemberMenuProps) {
  const { member, manages, mine } = props;
  const [act, setAct] = useState<"edit" | "remove" | null>(null);
  return (
    <>
      <RowMenu name={member.name}>
        {manages && (
          <DropdownMenuItem icon={<Pencil />} onSelect={() => setAct("edit")}>
            Role and rights…
          </DropdownMenuItem>
        )}
        <DropdownMenuItem danger icon={mine ? <LogOut /> : <UserMinus />} onSelect={() => setAct("remove")}>
          {mine ? "Leave…" : "Remove…"}
        </DropdownMenuItem>
      </RowMenu>
      <EditDialog {...props} open={act === "edit"} onOpenChange={() => setAct(null)} />
      <RemoveMemberDialog {...props} open={act === "remove"} onOpenChange={() => setAct(null)} />
    </>
  );
}

type EditDialogProps = MemberMenuProps & { open: boolean; onOpenChange: (open: boolean) => void };

function EditDialog({ member, workspace, open, onOpenChange }: EditDialogProps) {
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
