"use client";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { PasswordInput } from "@/components/session/password-input";
import { Input } from "@/components/ui/input";
import { factorProof } from "@/lib/contracts/console/wire/two-factor";

type ProofDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  submitLabel: string;
  danger?: boolean;
  submit: (proof: { password: string; code: string }) => Promise<unknown>;
};

/** Asks for password and code before something about two-factor changes. */
export default function ProofDialog(props: ProofDialogProps) {
  return (
    <FormDialog
      {...props}
      size="sm"
      description="Show that it is you."
      schema={factorProof}
      defaultValues={{ password: "", code: "" }}
    >
      {(form) => (
        <>
          <FormField form={form} name="password" label="Your password" required>
            {(control) => <PasswordInput {...control} autoComplete="current-password" />}
          </FormField>
          <FormField
            form={form}
            name="code"
            label="Code"
            hint="The six digits that your app shows now, or a recovery code."
            required
          >
            {(control) => <Input {...control} autoComplete="one-time-code" className="font-mono" />}
          </FormField>
        </>
      )}
    </FormDialog>
  );
}
