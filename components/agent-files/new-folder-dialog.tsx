"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toaster";
import { addFolder } from "@/lib/client/agent-file-queries";
import { nameProblem, pathIn } from "@/lib/client/agent-file-tree";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";

const schema = z.object({
  name: z
    .string()
    .trim()
    .superRefine((name, context) => {
      const message = nameProblem(name);
      if (message) context.addIssue({ code: "custom", message });
    }),
});

type NewFolderDialogProps = {
  agent: AgentDetail;
  folder: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onMade: (path: string) => void;
};

/** Makes a folder in the workspace of an agent. */
export function NewFolderDialog({ agent, folder, open, onOpenChange, onMade }: NewFolderDialogProps) {
  const { mutateAsync } = useMutation(addFolder(useQueryClient(), agent.id));
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      size="sm"
      title="New folder"
      description={folder === "" ? `In the workspace of ${agent.name}` : `In ${folder}`}
      schema={schema}
      defaultValues={{ name: "" }}
      submitLabel="Make folder"
      submit={async ({ name }) => {
        const { path } = await mutateAsync(pathIn(folder, name));
        showToast({ tone: "success", title: `Folder ${path} made` });
        onMade(path);
      }}
    >
      {(form) => (
        <FormField form={form} name="name" label="Name" required>
          {(control) => <Input {...control} autoComplete="off" spellCheck={false} />}
        </FormField>
      )}
    </FormDialog>
  );
}
