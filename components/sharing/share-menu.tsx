"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil, UserMinus } from "lucide-react";
import { useState } from "react";
import { z } from "zod";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { RowMenu } from "@/components/patterns/row-menu";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toaster";
import { changeShare, endShare } from "@/lib/client/share-queries";
import { endAfter, shareEndOptions, shareRoleOptions } from "@/lib/client/share-words";
import type { Share } from "@/lib/contracts/console/wire/share";
import { shareRoles } from "@/lib/domain/shares/rules";

type ShareMenuProps = { agentName: string; share: Share };

/** Change or end one share. */
export function ShareMenu({ agentName, share }: ShareMenuProps) {
  const [act, setAct] = useState<"edit" | "end" | null>(null);
  const { mutateAsync } = useMutation(endShare(useQueryClient(), share.id));
  const close = () => setAct(null);
  return (
    <>
      <RowMenu name={share.email}>
        <DropdownMenuItem icon={<Pencil />} onSelect={() => setAct("edit")}>
          Role and end…
        </DropdownMenuItem>
        <DropdownMenuItem danger icon={<UserMinus />} onSelect={() => setAct("end")}>
          Stop sharing…
        </DropdownMenuItem>
      </RowMenu>
      <EditDialog agentName={agentName} share={share} open={act === "edit"} onOpenChange={close} />
      <ConfirmDialog
        open={act === "end"}
        onOpenChange={close}
        danger
        title={`Stop sharing ${agentName} with ${share.email}?`}
        confirmLabel="Stop sharing"
        onConfirm={async () => {
          await mutateAsync();
          showToast({ tone: "success", title: `${agentName} is no longer shared with ${share.email}` });
        }}
      >
        What they have by this share ends at once: open pages, logs and SSH connections too. Rights that they have in
        another way stay.
      </ConfirmDialog>
    </>
  );
}

const kept = "kept";
const schema = z.object({ role: z.enum(shareRoles), expiresAt: z.string() });

type EditDialogProps = ShareMenuProps & { open: boolean; onOpenChange: (open: boolean) => void };

function EditDialog({ agentName, share, open, onOpenChange }: EditDialogProps) {
  const { mutateAsync } = useMutation(changeShare(useQueryClient(), share.id));
  const options = [{ value: kept, label: share.expiresAt ? "As it is" : "Never, as it is" }, ...shareEndOptions];
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`What ${share.email} may do with ${agentName}`}
      schema={schema}
      defaultValues={{ role: share.role, expiresAt: kept }}
      submitLabel="Save"
      submit={async ({ role, expiresAt }) => {
        await mutateAsync({ role, ...(expiresAt === kept ? {} : { expiresAt: endAfter(expiresAt, Date.now()) }) });
        showToast({ tone: "success", title: `Changed the share of ${share.email}` });
      }}
    >
      {(form) => (
        <>
          <FormField form={form} name="role" label="Role">
            {(control) => <Select {...control} options={shareRoleOptions} />}
          </FormField>
          <FormField form={form} name="expiresAt" label="Ends">
            {(control) => <Select {...control} options={options} />}
          </FormField>
        </>
      )}
    </FormDialog>
  );
}
