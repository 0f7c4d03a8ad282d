"use client";
import { FileOutput, FilePen, Rocket, Undo2 } from "lucide-react";
import { RowMenu } from "@/components/patterns/row-menu";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import type { HistoryEntry } from "@/lib/contracts/console/wire/version";

export type HistoryAct = "live" | "draft";
/** What can be chosen of a row; reading it is enough to export it. */
export type HistoryChoice = HistoryAct | "export";

type HistoryMenuProps = { row: HistoryEntry; edits: boolean; onChoose: (choice: HistoryChoice) => void };

/** What can be done with one version. */
export function HistoryMenu({ row, edits, onChoose }: HistoryMenuProps) {
  return (
    <RowMenu name={row.label}>
      {edits && (
        <DropdownMenuItem icon={<FilePen />} onSelect={() => onChoose("draft")}>
          Take as draft…
        </DropdownMenuItem>
      )}
      {edits && !row.live && (
        <DropdownMenuItem icon={row.publishedAt ? <Undo2 /> : <Rocket />} onSelect={() => onChoose("live")}>
          {row.publishedAt ? "Roll back to it…" : "Publish it…"}
        </DropdownMenuItem>
      )}
      <DropdownMenuItem icon={<FileOutput />} onSelect={() => onChoose("export")}>
        Export…
      </DropdownMenuItem>
    </RowMenu>
  );
}
