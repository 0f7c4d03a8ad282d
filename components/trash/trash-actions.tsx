"use client";
import { ArchiveRestore, Trash2 } from "lucide-react";
import { lazy, useState } from "react";
import { Button } from "@/components/ui/button";
import { FirstUse } from "@/components/ui/on-demand";
import type { TrashRow } from "@/lib/contracts/console/wire/trash";
import { PurgeDialog } from "./purge-dialog";

const RestoreDialog = lazy(() => import("./restore-dialog").then(({ RestoreDialog }) => ({ default: RestoreDialog })));

import { useRestore } from "./use-restore";

/** What this person may do with a deleted agent. */
export function TrashActions({ row }: { row: TrashRow }) {
  const [dialog, setDialog] = useState<"restore" | "purge" | null>(null);
  const { restore, busy } = useRestore(row, () => setDialog("restore"));
  if (row.may.length === 0) return <span className="text-subtle text-xs">Only its owner and admins</span>;
  const close = () => setDialog(null);
  return (
    <span className="relative z-[1] inline-flex gap-1.5">
      <Button
        size="sm"
        loading={busy}
        aria-label={`Restore ${row.name}`}
        onClick={() => (row.nameTaken ? setDialog("restore") : restore())}
      >
        <ArchiveRestore aria-hidden />
        Restore
      </Button>
      <Button size="sm" variant="danger-outline" aria-label={`Purge ${row.name}`} onClick={() => setDialog("purge")}>
        <Trash2 aria-hidden />
        Purge…
      </Button>
      <FirstUse when={dialog === "restore"}>
        <RestoreDialog open={dialog === "restore"} onClose={close} row={row} />
      </FirstUse>
      <PurgeDialog open={dialog === "purge"} onClose={close} row={row} />
    </span>
  );
}
