"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { Input } from "@/components/ui/input";
import { showToast } from "@/components/ui/toaster";
import { ApiError } from "@/lib/client/api-error";
import { restoreAgent } from "@/lib/client/trash-queries";
import type { TrashRow } from "@/lib/contracts/console/wire/trash";

const schema = z.object({ name: z.string().trim().min(1, "Give it a name").max(255, "At most 255 characters") });

/** Says in a whole sentence, at the name, that it is taken. */
function onItsField(error: unknown): never {
  if (!(error instanceof ApiError) || error.code !== "name_taken") throw error;
  throw new ApiError(error.status, error.code, error.message, { name: error.message }, error.requestId);
}

/** Asks for another name where another agent has the old one. */
export function RestoreDialog({ open, onClose, row }: { open: boolean; onClose: () => void; row: TrashRow }) {
  const client = useQueryClient();
  const { mutateAsync } = useMutation(restoreAgent(client));
  return (
    <FormDialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      size="sm"
      title={`Restore ${row.name}`}
      description={`Another agent is called ${row.name} now, so this one comes back under another name.`}
      schema={schema}
      defaultValues={{ name: `${row.name}-restored` }}
      submitLabel="Restore"
      submit={async ({ name }) => {
        await mutateAsync({ id: row.id, name }).catch(onItsField);
        showToast({ tone: "success", title: `${name} is back`, description: `It was called ${row.name}.` });
      }}
    >
      {(form) => (
        <FormField form={form} name="name" label="New name" required>
          {(control) => <Input {...control} maxLength={255} autoComplete="off" />}
        </FormField>
      )}
    </FormDialog>
  );
}
