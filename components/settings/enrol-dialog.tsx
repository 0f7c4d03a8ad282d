"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FormDialog } from "@/components/patterns/form-dialog";
import { FormField } from "@/components/patterns/form-field";
import { Code } from "@/components/ui/code";
import { CopyButton } from "@/components/ui/copy-button";
import { Input } from "@/components/ui/input";
import { confirmTwoFactor } from "@/lib/client/account-queries";
import { confirmation, type Enrolment } from "@/lib/contracts/console/wire/two-factor";

type EnrolDialogProps = {
  enrolment: Enrolment | null;
  onClose: () => void;
  onCodes: (codes: string[]) => void;
};

/** The QR code, and the first code that shows that it was scanned. */
export function EnrolDialog({ enrolment, onClose, onCodes }: EnrolDialogProps) {
  const { mutateAsync } = useMutation(confirmTwoFactor(useQueryClient()));
  return (
    <FormDialog
      open={enrolment !== null}
      onOpenChange={(open) => !open && onClose()}
      title="Scan this with your app"
      description="Then enter the code that it shows."
      size="sm"
      schema={confirmation}
      defaultValues={{ code: "" }}
      submitLabel="Switch two-factor on"
      submit={async (values) => onCodes((await mutateAsync(values)).recoveryCodes)}
    >
      {(form) => (
        <>
          {enrolment && <Scan enrolment={enrolment} />}
          <FormField form={form} name="code" label="Code" hint="Six digits; a new one every 30 seconds." required>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                autoComplete="one-time-code"
                autoFocus
                maxLength={7}
                className="font-mono tracking-widest"
              />
            )}
          </FormField>
        </>
      )}
    </FormDialog>
  );
}

function Scan({ enrolment }: { enrolment: Enrolment }) {
  return (
    <div className="flex flex-col items-center gap-3">
      <img
        src={`data:image/svg+xml;utf8,${encodeURIComponent(enrolment.qrSvg)}`}
        alt="QR code for your authenticator app"
        className="size-48 rounded-md border border-line bg-white"
      />
      <div className="w-full text-muted text-xs">
        <p>Cannot scan? Enter this key in the app by hand:</p>
        <p className="mt-1 flex items-center gap-1">
          <Code className="break-all">{enrolment.secret}</Code>
          <CopyButton value={enrolment.secret} what="key" />
        </p>
      </div>
    </div>
  );
}
