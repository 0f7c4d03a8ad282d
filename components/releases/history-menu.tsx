"use client";
import { FilePen, Rocket, Undo2 } from "lucide-react";
import { RowMenu } from "@/components/patterns/row-menu";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import type { HistoryEntry } from "@/lib/contracts/console/wire/version";

export type HistoryAct = "live" | "draft";

/** What can be done with one version. */
export function HistoryMenu({ row, onAct }: { row: HistoryEntry; onAct: (act: HistoryAct) => void }) {
  return (
    <RowMenu name={row.label}>
      <DropdownMenuItem icon={<FilePen />} onSelect={() => onAct("draft")}>
        Take as draft…
      </DropdownMenuItem>
      {!row.live && (
        <DropdownMenuItem icon={row.publishedAt ? <Undo2 /> : <Rocket />} onSelect={() => onAct("live")}>
          {row.publishedAt ? "Roll back to it…" : "Publish it…"}
        </DropdownMenuItem>
      )}
    </RowMenu>
  );
}
