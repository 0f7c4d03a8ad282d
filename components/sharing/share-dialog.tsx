"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toaster";
import { shareAgent } from "@/lib/client/share-queries";
import { endAfter, shareEndOptions, shareRoleOptions } from "@/lib/client/share-words";
import { newShare } from "@/lib/contracts/console/wire/share";

const schema = z.object({ ...newShare.pick({ email: true, role: true }).shape, expiresAt: z.string() });

type ShareDialogProps = { agent: { id: string; name: string }; open: boolean; onOpenChange: (open: boolean) => void };

/** Shares an agent with somebody, whether or not they are known here. */
export function ShareDialog({ agent, open, onOpenChange }: ShareDialogProps) {
  const { mutateAsync } = useMutation(shareAgent(useQueryClient(), agent.id));
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Share ${agent.name}`}
      description="Also with people outside of the workspace. Who is not known here has it as soon as they sign in with this address."
      schema={schema}
      defaultValues={{ email: "", role: "viewer", expiresAt: "" }}
      submitLabel="Share"
      submit={async ({ email, role, expiresAt }) => {
        const share = await mutateAsync({ email, role, expiresAt: endAfter(expiresAt, Date.now()) });
        showToast({ tone: "success", title: `${agent.name} is shared with ${share.email}` });
      }}
    >
      {(form) => (
        <>
          <FormField form={form} name="email" label="E-mail" required>
            {(control) => <Input {...control} type="email" autoComplete="off" />}
          </FormField>
          <FormField form={form} name="role" label="Role">
            {(control) => <Select {...control} options={shareRoleOptions} />}
          </FormField>
          <FormField form={form} name="expiresAt" label="Ends">
            {(control) => <Select {...control} options={shareEndOptions} />}
          </FormField>
        </>
      )}
    </FormDialog>
  );
}
