"use client";
import { Download } from "lucide-react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { saveFile } from "@/lib/client/save-file";
import type { SshAccessReply } from "@/lib/contracts/fleet/wire/ssh";
import { GrantedAccess } from "./granted-access";

const KEY_FILE = "muster_key";

/** A private key that was made for this access and is never shown again. */
export function SshKeyDialog({ access, onClose }: { access: SshAccessReply | null; onClose: () => void }) {
  const key = access?.private_key ?? "";
  const save = () => saveFile(new Blob([key], { type: "application/octet-stream" }), KEY_FILE);
  return (
    <Dialog open={access !== null} onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Private key" description={access ? `For ${access.agent}` : undefined}>
        <DialogBody>
          <Field label="Private key" hint={`Save it as ${KEY_FILE}, readable by you alone (chmod 600).`}>
            {(control) => <Textarea {...control} mono readOnly rows={8} value={key} spellCheck={false} />}
          </Field>
          <div className="flex flex-wrap items-center gap-2">
            <Button variant="primary" onClick={save}>
              <Download aria-hidden />
              Save {KEY_FILE}
            </Button>
            <CopyButton value={key} what="private key" text="Copy" />
          </div>
          {access && <GrantedAccess access={access} />}
          <Alert tone="warning" title="This is shown only now">
            Muster keeps nothing from which it could be shown again.
          </Alert>
        </DialogBody>
        <DialogFooter>
          <DialogClose asChild>
            <Button>Done</Button>
          </DialogClose>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
