import { CircleCheck } from "lucide-react";
import type { DataColumn } from "@/components/patterns/data-column";
import { VisibleText } from "@/components/patterns/visible-text";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import type { HistoryEntry } from "@/lib/contracts/console/wire/version";
import { type HistoryChoice, HistoryMenu } from "./history-menu";

function Label({ row }: { row: HistoryEntry }) {
  return (
    <span className="inline-flex items-center gap-2 tabular-nums">
      {row.label}
      {row.live && (
        <Badge tone="success" icon={<CircleCheck aria-hidden />}>
          Live
        </Badge>
      )}
      {row.publishedAt === null && <Badge>Never live</Badge>}
    </span>
  );
}

function Note({ note }: { note: string }) {
  if (!note) return null;
  return (
    <span title={note} className="truncate font-normal text-muted text-xs leading-4">
      <VisibleText text={note.split("\n")[0] ?? ""} />
    </span>
  );
}

function Origin({ row }: { row: HistoryEntry }) {
  if (row.restoredFrom) return <>Repeats {row.restoredFrom}</>;
  if (row.packageVersion) return <>Package {row.packageVersion}</>;
  return <span className="text-subtle">–</span>;
}

const shown: readonly DataColumn<HistoryEntry>[] = [
  {
    id: "label",
    header: "Version",
    primary: true,
    cell: (row) => <Label row={row} />,
    detail: (row) => <Note note={row.note} />,
  },
  {
    id: "author",
    header: "By",
    className: "w-44",
    cell: (row) => row.author?.name ?? <span className="text-subtle">–</span>,
  },
  {
    id: "createdAt",
    header: "When",
    className: "w-36",
    cell: (row) => <Time value={row.publishedAt ?? row.createdAt} />,
  },
  { id: "origin", header: "From", className: "w-36", secondary: true, cell: (row) => <Origin row={row} /> },
];

/** The columns of an agent's history, with a menu of what this person may do with each version. */
export function historyColumns(edits: boolean, onChoose: (choice: HistoryChoice, row: HistoryEntry) => void) {
  const menu: DataColumn<HistoryEntry> = {
    id: "acts",
    header: "Actions",
    className: "w-20",
    cell: (row) => <HistoryMenu row={row} edits={edits} onChoose={(choice) => onChoose(choice, row)} />,
  };
  return [...shown, menu];
}
