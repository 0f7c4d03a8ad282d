"use client";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export type ShownOnceDialogProps = {
  /** The secret; null closes the dialog. */
  value: string | null;
  title: string;
  /** Names the secret: "API key". */
  what: string;
  /** What it is for and how long it works. */
  children: ReactNode;
  onClose: () => void;
};

/** Shows a secret that the server will never show again. */
export default function ShownOncePanel({ value, title, what, children, onClose }: ShownOnceDialogProps) {
  return (
    <Dialog open={value !== null} onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={title}>
        <DialogBody>
          <div className="text-muted text-sm">{children}</div>
          <Field label={what}>
            {(control) => (
              <div className="flex items-center gap-1.5">
                <Input
                  {...control}
                  readOnly
                  value={value ?? ""}
                  className="font-mono text-xs"
                  onFocus={(event) => event.target.select()}
                />
                <CopyButton value={value ?? ""} what={what} />
              </div>
            )}
          </Field>
          <Alert tone="warning" title="This is shown only now">
            Copy it before you close this; Muster keeps nothing from which it could be shown again.
          </Alert>
        </DialogBody>
        <DialogFooter>
          <DialogClose asChild>
            <Button variant="primary">Done</Button>
          </DialogClose>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
