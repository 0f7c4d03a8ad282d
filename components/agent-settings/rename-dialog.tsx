"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toaster";
import { renameAgent } from "@/lib/client/agent-setting-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

const schema = z.object({ new_name: z.string().trim().min(1, "Type a name").max(255, "At most 63 characters") });

type RenameDialogProps = {
  agent: AgentDetail;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onRenamed: (name: string) => void;
};

/** Gives an agent another name. */
export function RenameDialog({ agent, open, onOpenChange, onRenamed }: RenameDialogProps) {
  const { mutateAsync } = useMutation(renameAgent(useQueryClient(), agent.id));
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Rename ${agent.name}`}
      description="Its files, shares, schedules and folders stay with it, and a running agent keeps running. The old name is free at once: programs that use it must use the new one."
      schema={schema}
      defaultValues={{ new_name: agent.name }}
      submitLabel="Rename"
      submit={async ({ new_name }) => {
        const renamed = await mutateAsync(new_name);
        showToast({ tone: "success", title: `${renamed.old_name} is now ${renamed.new_name}` });
        onRenamed(renamed.new_name);
      }}
    >
      {(form) => (
        <FormField
          form={form}
          name="new_name"
          label="New name"
          hint="Small letters, digits, - and _; anything else becomes a hyphen."
          required
        >
          {(control) => <Input {...control} autoComplete="off" spellCheck={false} />}
        </FormField>
      )}
    </FormDialog>
  );
}
