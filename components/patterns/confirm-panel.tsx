"use client";
import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Input } from "@/components/ui/input";
import { useConfirmation } from "@/lib/client/use-confirmation";
import { FailureAlert } from "./failure-alert";

export type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A question that names the thing: "Remove calculator-agent?" */
  title: string;
  /** What will happen, and what cannot be taken back. */
  children: ReactNode;
  /** The verb: "Remove agent". */
  confirmLabel: string;
  danger?: boolean;
  /** For what cannot be undone: this text must be typed first. */
  typeToConfirm?: string;
  /** Closes the dialog when it resolves; a rejection is shown inside. */
  onConfirm: () => Promise<unknown>;
};

/** Asks before an act that has consequences. */
export default function ConfirmPanel(props: ConfirmDialogProps) {
  return (
    <Dialog open={props.open} onOpenChange={props.onOpenChange}>
      <DialogContent title={props.title} size="sm">
        <ConfirmForm {...props} />
      </DialogContent>
    </Dialog>
  );
}

/** Mounted with each opening, so that typed text and errors never outlive it. */
function ConfirmForm({ onOpenChange, children, confirmLabel, danger, typeToConfirm, onConfirm }: ConfirmDialogProps) {
  const [typed, setTyped] = useState("");
  const { busy, error, run } = useConfirmation(() => onOpenChange(false));
  const blocked = typeToConfirm !== undefined && typed !== typeToConfirm;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!blocked) void run(onConfirm);
  };
  return (
    <Form onSubmit={submit} className="flex min-h-0 flex-col">
      <DialogBody>
        <div className="text-muted text-sm">{children}</div>
        {typeToConfirm !== undefined && (
          <Field label={`Type ${typeToConfirm} to confirm`}>
            {(control) => (
              <Input {...control} value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
            )}
          </Field>
        )}
        <FailureAlert error={error} />
      </DialogBody>
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant={danger ? "danger" : "primary"} disabled={blocked} loading={busy}>
          {confirmLabel}
        </Button>
      </DialogFooter>
    </Form>
  );
}
