"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toaster";
import { grantSsh } from "@/lib/client/ssh-queries";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import type { SshAccessReply } from "@/lib/contracts/fleet/wire/ssh";

const lengths = [
  { value: "1", label: "1 hour" },
  { value: "4", label: "4 hours" },
  { value: "8", label: "8 hours" },
  { value: "24", label: "24 hours" },
] as const;
const keys = [
  { value: "made", label: "Make a pair", hint: "The private key is shown once, to be saved." },
  { value: "own", label: "Use my own public key", hint: "Ed25519, ECDSA, or RSA of at least 3,072 bits." },
] as const;

const schema = z
  .object({ ttl_hours: z.string(), key: z.enum(["made", "own"]), public_key: z.string().trim() })
  .refine(({ key, public_key }) => key === "made" || public_key !== "", {
    path: ["public_key"],
    error: "Paste the line of your .pub file",
  });

type SshDialogProps = {
  agent: AgentDetail;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onAccess: (access: SshAccessReply) => void;
};

/** Asks for SSH into an agent. */
export function SshDialog({ agent, open, onOpenChange, onAccess }: SshDialogProps) {
  const { mutateAsync } = useMutation(grantSsh(useQueryClient(), agent.id));
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`SSH into ${agent.name}`}
      description="The trail notes who asked, and for how long."
      schema={schema}
      defaultValues={{ ttl_hours: "4", key: "made", public_key: "" }}
      submitLabel="Give access"
      submit={async ({ ttl_hours, key, public_key }) => {
        const hours = { ttl_hours: Number(ttl_hours) };
        onAccess(await mutateAsync(key === "own" ? { ...hours, public_key } : hours));
        showToast({ tone: "success", title: `SSH into ${agent.name} is open` });
      }}
    >
      {(form) => (
        <>
          <RadioGroup
            legend="Key"
            value={form.watch("key")}
            onChange={(key) => form.setValue("key", key)}
            options={keys}
          />
          {form.watch("key") === "own" && (
            <FormField
              form={form}
              name="public_key"
              label="Public key"
              hint="One line: ssh-ed25519 AAAA… you@host"
              required
            >
              {(control) => <Textarea {...control} mono rows={3} spellCheck={false} autoComplete="off" />}
            </FormField>
          )}
          <FormField form={form} name="ttl_hours" label="For how long">
            {(control) => <Select {...control} options={lengths} />}
          </FormField>
        </>
      )}
    </FormDialog>
  );
}
