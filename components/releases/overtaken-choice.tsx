"use client";
import { useMemo, useState } from "react";
import { DiffView } from "@/components/patterns/diff-view";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogFooter } from "@/components/ui/dialog";
import { Segmented } from "@/components/ui/segmented";
import { mergeTexts } from "@/lib/client/merge-text";
import { textHunks } from "@/lib/packages/diff-package";

type OvertakenChoiceProps = {
  base: string;
  theirs: string;
  yours: string;
  saving: boolean;
  onMerge: () => void;
  onOverwrite: () => void;
  onTake: () => void;
};

const sides = [
  { value: "theirs", label: "Their change" },
  { value: "yours", label: "Your change" },
] as const;

/** What the other did, what you did, and the three ways on. */
export function OvertakenChoice(props: OvertakenChoiceProps) {
  const { base, theirs, yours, saving, onMerge, onOverwrite, onTake } = props;
  const [side, setSide] = useState<(typeof sides)[number]["value"]>("theirs");
  const { conflicts } = useMemo(() => mergeTexts(base, theirs, yours), [base, theirs, yours]);
  const changes = useMemo(() => textHunks(base, side === "theirs" ? theirs : yours), [base, theirs, yours, side]);
  return (
    <>
      <DialogBody>
        <p className="text-muted text-sm">
          The instructions changed while you wrote, and nothing of yours is saved yet.{" "}
          {conflicts === 0
            ? "The two changes are in different places, so that both can stay."
            : `In ${conflicts === 1 ? "one place" : `${conflicts} places`} both of you changed the same lines: merged, both stand there marked, for you to decide.`}
        </p>
        <Segmented label="Show" segments={sides} value={side} onChange={setSide} className="self-start" />
        <div className="max-h-80 overflow-auto rounded-md border border-line">
          <DiffView path="instructions.md" hunks={changes?.hunks ?? []} tooLarge={changes === null} />
        </div>
      </DialogBody>
      <DialogFooter>
        <Button onClick={onTake}>Take theirs</Button>
        <Button variant="danger-outline" loading={saving} onClick={onOverwrite}>
          Overwrite with yours
        </Button>
        <Button variant="primary" onClick={onMerge}>
          Merge both
        </Button>
      </DialogFooter>
    </>
  );
}
