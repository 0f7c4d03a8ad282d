"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { describeError } from "@/components/patterns/error-state";
import { MarkdownEditor } from "@/components/patterns/markdown-editor";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { showToast } from "@/components/ui/toaster";
import { type Instructions, saveInstructions } from "@/lib/client/instructions-queries";
import { mergeTexts } from "@/lib/client/merge-text";
import { useUnsavedGuard } from "@/lib/client/use-unsaved-guard";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { OvertakenChoice } from "./overtaken-choice";

type InstructionsEditorProps = { agent: AgentDetail; begun: Instructions; onClose: () => void };

/** Markdown with a preview. Nothing typed is lost unasked: not by closing, and not when somebody else saved first. */
export default function InstructionsEditor({ agent, begun, onClose }: InstructionsEditorProps) {
  const client = useQueryClient();
  const saving = useMutation(saveInstructions(client, agent));
  const [base, setBase] = useState(begun);
  const [text, setText] = useState(begun.text);
  const [theirs, setTheirs] = useState<Instructions | null>(null);
  const [leaving, setLeaving] = useState<{ leave: () => void } | null>(null);
  const unsaved = text !== base.text;
  useUnsavedGuard(unsaved, (leave) => setLeaving({ leave }));
  const close = () => (unsaved ? setLeaving({ leave: () => undefined }) : onClose());
  const save = (over: Instructions) =>
    saving.mutate(
      { text, base: over },
      {
        onSuccess: (saved) => {
          if (saved.kind === "overtaken") return setTheirs(saved.theirs);
          showToast({ tone: "success", title: `Instructions of ${agent.name} saved` });
          onClose();
        },
      },
    );
  const go = (next: string, over: Instructions) => {
    setBase(over);
    setText(next);
    setTheirs(null);
  };
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <DialogContent title={theirs ? "Somebody else saved first" : `Instructions of ${agent.name}`} size="lg">
        {theirs ? (
          <OvertakenChoice
            base={base.text}
            theirs={theirs.text}
            yours={text}
            saving={saving.isPending}
            onMerge={() => go(mergeTexts(base.text, theirs.text, text).text, theirs)}
            onOverwrite={() => save(theirs)}
            onTake={() => go(theirs.text, theirs)}
          />
        ) : (
          <>
            <DialogBody>
              {saving.error && (
                <Alert tone="danger" live title={describeError(saving.error).message}>
                  Your text is still here.
                </Alert>
              )}
              <MarkdownEditor
                aria-label="Instructions"
                rows={18}
                text={text}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            </DialogBody>
            <DialogFooter>
              <Button onClick={close}>Cancel</Button>
              <Button variant="primary" disabled={!unsaved} loading={saving.isPending} onClick={() => save(base)}>
                Save
              </Button>
            </DialogFooter>
          </>
        )}
        <ConfirmDialog
          open={leaving !== null}
          onOpenChange={(open) => !open && setLeaving(null)}
          title="Give up what you typed?"
          confirmLabel="Give it up"
          danger
          onConfirm={async () => {
            leaving?.leave();
            onClose();
          }}
        >
          Your changes of the instructions are not saved.
        </ConfirmDialog>
      </DialogContent>
    </Dialog>
  );
}
