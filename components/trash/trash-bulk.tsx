"use client";
import { ArchiveRestore, Trash2 } from "lucide-react";
import { useState } from "react";
import { BulkBar } from "@/components/patterns/bulk-bar";
import { BulkReportDialog } from "@/components/patterns/bulk-report-dialog";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useBulk } from "@/components/patterns/use-bulk";
import { Button } from "@/components/ui/button";
import type { Selection } from "@/lib/client/row-selection";
import type { TrashRow } from "@/lib/contracts/console/wire/trash";

type TrashBulkProps = {
  rows: readonly TrashRow[];
  selection: Selection;
  onSelection: (selection: Selection) => void;
};

/** What can be done with the chosen deleted agents. */
export function TrashBulk({ rows, selection, onSelection }: TrashBulkProps) {
  const bulk = useBulk(() => onSelection([]));
  const [purging, setPurging] = useState(false);
  const count = selection.length;
  const what = count === 1 ? "1 agent" : `${count} agents`;
  return (
    <>
      <BulkBar count={count} progress={bulk.progress} onClear={() => onSelection([])}>
        <Button
          size="sm"
          loading={bulk.busy}
          onClick={() => void bulk.run({ act: { action: "restore" }, ids: selection })}
        >
          <ArchiveRestore aria-hidden />
          Restore
        </Button>
        <Button size="sm" variant="danger-outline" loading={bulk.busy} onClick={() => setPurging(true)}>
          <Trash2 aria-hidden />
          Purge…
        </Button>
      </BulkBar>
      <ConfirmDialog
        danger
        open={purging}
        onOpenChange={setPurging}
        title={`Delete ${what} for good?`}
        confirmLabel="Delete for good"
        typeToConfirm={what}
        onConfirm={() => bulk.run({ act: { action: "purge" }, ids: selection })}
      >
        Their versions, packages, files and logs are deleted. This cannot be undone.
      </ConfirmDialog>
      <BulkReportDialog
        report={bulk.outcome?.report ?? null}
        nameOf={(id) => rows.find((row) => row.id === id)?.name ?? id}
        onClose={bulk.close}
        onUndo={bulk.outcome?.undo ?? undefined}
      />
    </>
  );
}
