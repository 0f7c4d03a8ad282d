"use client";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { PasswordInput } from "@/components/session/password-input";
import { beginTwoFactor } from "@/lib/client/account-queries";
import { type Enrolment, enrolmentRequest } from "@/lib/contracts/console/wire/two-factor";

type BeginDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onBegun: (enrolment: Enrolment) => void;
};

/** Asks for the password before a second factor is set up. */
export default function BeginTwoFactorDialog({ open, onOpenChange, onBegun }: BeginDialogProps) {
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Set up two-factor"
      description="First show that it is you."
      size="sm"
      schema={enrolmentRequest}
      defaultValues={{ password: "" }}
      submitLabel="Continue"
      submit={async ({ password }) => onBegun(await beginTwoFactor(password))}
    >
      {(form) => (
        <FormField form={form} name="password" label="Your password" required>
          {(control) => <PasswordInput {...control} autoComplete="current-password" />}
        </FormField>
      )}
    </FormDialog>
  );
}
