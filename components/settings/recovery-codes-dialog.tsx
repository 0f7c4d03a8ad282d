"use client";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";

/** The recovery codes, which are shown once; null closes the dialog. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: string[] | null; onClose: () => void }) {
  const text = (codes ?? []).join("\n");
  return (
    <Dialog open={codes !== null} onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Your recovery codes" description="Each signs you in once, in place of the code of the app.">
        <DialogBody>
          <ul
            aria-label="Recovery codes"
            className="grid gap-x-6 gap-y-1 rounded-md border border-line bg-sunken p-3 font-mono text-fg text-sm sm:grid-cols-2"
          >
            {codes?.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
          <CopyButton value={text} what="recovery codes" text="Copy all" className="self-start" />
          <Alert tone="warning" title="They are shown only now">
            Keep them where you find them without your phone: printed, or in a password manager.
          </Alert>
        </DialogBody>
        <DialogFooter>
          <DialogClose asChild>
            <Button variant="primary">I have kept them</Button>
          </DialogClose>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
