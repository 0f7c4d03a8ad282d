"use client";
import { Ban, CircleCheck, Play, Square, Tag, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import { BulkBar } from "@/components/patterns/bulk-bar";
import { BulkReportDialog } from "@/components/patterns/bulk-report-dialog";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { useBulk } from "@/components/patterns/use-bulk";
import { Button } from "@/components/ui/button";
import type { BulkAct } from "@/lib/client/bulk-actions";
import type { Selection } from "@/lib/client/row-selection";
import type { AgentRow } from "@/lib/contracts/console/wire/agent";
import { TagsDialog } from "./tags-dialog";

export type AgentBulkProps = {
  rows: readonly AgentRow[];
  selection: Selection;
  onSelection: (selection: Selection) => void;
};

const NAMED = 5;

/** "scout, calc and 3 more" */
function someNames(names: readonly string[]): string {
  if (names.length <= NAMED) return new Intl.ListFormat("en").format(names);
  return `${names.slice(0, NAMED).join(", ")} and ${names.length - NAMED} more`;
}

/** What can be done with the chosen agents. What one may not do to an agent is told in its row of the report. */
export default function AgentBulk({ rows, selection, onSelection }: AgentBulkProps) {
  const bulk = useBulk(() => onSelection([]));
  const [dialog, setDialog] = useState<"delete" | "tags" | null>(null);
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
  const chosen = selection.flatMap((id) => byId.get(id) ?? []);
  const run = (act: BulkAct) => bulk.run({ act, ids: selection, changed: changedBy(act, chosen) });
  const open = (name: typeof dialog) => (on: boolean) => setDialog(on ? name : null);
  return (
    <>
      <BulkBar count={selection.length} progress={bulk.progress} onClear={() => onSelection([])}>
        <BulkButtons busy={bulk.busy} onRun={(action) => void run({ action })} onDialog={setDialog} />
      </BulkBar>
      <TagsDialog
        open={dialog === "tags"}
        onOpenChange={open("tags")}
        count={selection.length}
        onTags={(act) => void run(act)}
      />
      <DeleteManyDialog
        open={dialog === "delete"}
        onOpenChange={open("delete")}
        names={chosen.map((row) => row.name)}
        onDelete={() => run({ action: "delete" })}
      />
      <BulkReportDialog
        report={bulk.outcome?.report ?? null}
        nameOf={(id) => byId.get(id)?.name ?? id}
        onClose={bulk.close}
        onUndo={bulk.outcome?.undo ?? undefined}
      />
    </>
  );
}

/** Those that a switch makes different, for an exact undo; undefined where it is all of them. */
function changedBy({ action }: BulkAct, chosen: readonly AgentRow[]): ReadonlySet<string> | undefined {
  if (action === "start" || action === "stop") {
    return new Set(chosen.filter((row) => (row.runState === "running") === (action === "stop")).map((row) => row.id));
  }
  if (action !== "enable" && action !== "disable") return undefined;
  const before = action === "enable" ? "DISABLED" : "ACTIVE";
  return new Set(chosen.filter((row) => row.reviewStatus === before).map((row) => row.id));
}

type ButtonsProps = {
  busy: boolean;
  onRun: (action: "enable" | "disable" | "start" | "stop") => void;
  onDialog: (dialog: "delete" | "tags") => void;
};

function BulkButtons({ busy, onRun, onDialog }: ButtonsProps) {
  return (
    <>
      <Button size="sm" loading={busy} onClick={() => onRun("start")}>
        <Play aria-hidden />
        Start
      </Button>
      <Button size="sm" loading={busy} onClick={() => onRun("stop")}>
        <Square aria-hidden />
        Stop
      </Button>
      <Button size="sm" loading={busy} onClick={() => onRun("enable")}>
        <CircleCheck aria-hidden />
        Enable
      </Button>
      <Button size="sm" loading={busy} onClick={() => onRun("disable")}>
        <Ban aria-hidden />
        Disable
      </Button>
      <Button size="sm" loading={busy} onClick={() => onDialog("tags")}>
        <Tag aria-hidden />
        Tag…
      </Button>
      <Button size="sm" variant="danger-outline" loading={busy} onClick={() => onDialog("delete")}>
        <Trash2 aria-hidden />
        Delete…
      </Button>
    </>
  );
}

type DeleteManyProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  names: readonly string[];
  onDelete: () => Promise<void>;
};

function DeleteManyDialog({ open, onOpenChange, names, onDelete }: DeleteManyProps) {
  const one = names.length === 1;
  return (
    <ConfirmDialog
      danger
      open={open}
      onOpenChange={onOpenChange}
      title={one ? `Delete ${names[0]}?` : `Delete ${names.length} agents?`}
      confirmLabel={one ? "Delete agent" : `Delete ${names.length} agents`}
      onConfirm={onDelete}
    >
      {someNames(names)} will stop at once and wait in the trash, from where they can be restored. Their names become
      free.
    </ConfirmDialog>
  );
}
