"use client";
import { CircleCheck, CircleX } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogBody, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { type BulkItem, type BulkReport, bulkSentence } from "@/lib/client/bulk-actions";

export type BulkReportDialogProps = {
  /** Null while there is nothing to tell. */
  report: BulkReport | null;
  /** Names what was chosen, by id, where the server could not. */
  nameOf: (id: string) => string;
  onClose: () => void;
  /** Takes back what succeeded. */
  onUndo?: () => void;
};

/** What became of each of the things that something was done to, the refused ones first. */
export function BulkReportDialog({ report, nameOf, onClose, onUndo }: BulkReportDialogProps) {
  return (
    <Dialog open={report !== null} onOpenChange={(open) => !open && onClose()}>
      {report && <Report report={report} nameOf={nameOf} onUndo={onUndo} />}
    </Dialog>
  );
}

function Report({
  report,
  nameOf,
  onUndo,
}: Omit<BulkReportDialogProps, "report" | "onClose"> & { report: BulkReport }) {
  const failed = report.items.filter((item) => !item.ok);
  const done = report.items.filter((item) => item.ok);
  return (
    <DialogContent
      title={done.length === 0 ? "Nothing was changed" : bulkSentence(report)}
      description={`${failed.length} of ${report.items.length} could not be changed.`}
    >
      <DialogBody>
        <ul aria-label="Results" className="flex flex-col divide-y divide-line rounded-lg border border-line">
          {[...failed, ...done].map((item) => (
            <ReportRow key={item.id} item={item} name={item.name ?? nameOf(item.id)} />
          ))}
        </ul>
      </DialogBody>
      <DialogFooter>
        {onUndo && done.length > 0 && (
          <DialogClose asChild>
            <Button onClick={onUndo}>Undo the {done.length} that changed</Button>
          </DialogClose>
        )}
        <DialogClose asChild>
          <Button variant="primary">Close</Button>
        </DialogClose>
      </DialogFooter>
    </DialogContent>
  );
}

function ReportRow({ item, name }: { item: BulkItem; name: string }) {
  return (
    <li className="flex items-start gap-2 px-3 py-2 text-sm">
      {item.ok ? (
        <CircleCheck aria-label="Done" className="mt-0.5 size-4 shrink-0 text-success" />
      ) : (
        <CircleX aria-label="Refused" className="mt-0.5 size-4 shrink-0 text-danger" />
      )}
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <span className="font-medium text-fg">{name}</span>
        {item.error && <span className="block text-muted text-xs">{item.error.message}</span>}
      </span>
    </li>
  );
}
