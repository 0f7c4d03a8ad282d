"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toaster";
import { createWorkspace } from "@/lib/client/workspace-queries";
import { newWorkspace } from "@/lib/contracts/console/wire/workspaces";

type DialogProps = { open: boolean; onOpenChange: (open: boolean) => void };
const schema = newWorkspace.pick({ name: true });

/** Asks for the name of a new workspace. */
export function CreateWorkspaceDialog({ open, onOpenChange }: DialogProps) {
  const { mutateAsync } = useMutation(createWorkspace(useQueryClient()));
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title="New workspace"
      description="You become its first owner. Its slug is made from the name and can be changed later."
      size="sm"
      schema={schema}
      defaultValues={{ name: "" }}
      submitLabel="Create workspace"
      submit={async (values) => {
        const { name } = await mutateAsync(values);
        showToast({
          tone: "success",
          title: `Created ${name}`,
          description: "Enter it from the switcher at the side.",
        });
      }}
    >
      {(form) => (
        <FormField form={form} name="name" label="Name" required>
          {(control) => <Input {...control} autoComplete="off" />}
        </FormField>
      )}
    </FormDialog>
  );
}
