import type { DataColumn } from "@/components/patterns/data-column";
import { VisibleText } from "@/components/patterns/visible-text";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import type { TrashRow } from "@/lib/contracts/console/wire/trash";
import { DaysLeft } from "./days-left";
import { TrashActions } from "./trash-actions";

const none = <span className="text-subtle">–</span>;

/** The columns of the trash. */
export const trashColumns: readonly DataColumn<TrashRow>[] = [
  {
    id: "name",
    header: "Agent",
    primary: true,
    sortable: true,
    cell: (row) => row.name,
    detail: (row) =>
      row.nameTaken ? (
        <span className="truncate font-normal text-muted text-xs leading-4">Another agent has this name now</span>
      ) : (
        row.description && (
          <span className="truncate font-normal text-muted text-xs leading-4">
            <VisibleText text={row.description} />
          </span>
        )
      ),
  },
  {
    id: "deletedBy",
    header: "Deleted by",
    className: "w-36",
    cell: (row) => row.deletedBy?.name ?? none,
  },
  {
    id: "deletedAt",
    header: "Deleted",
    className: "w-32",
    sortable: true,
    cell: (row) => <Time value={row.deletedAt} />,
  },
  { id: "owner", header: "Owner", className: "w-36", secondary: true, cell: (row) => row.owner?.name ?? none },
  {
    id: "daysLeft",
    header: "Time left",
    className: "w-36",
    cell: (row) => (row.purgeAt ? <DaysLeft purgeAt={row.purgeAt} /> : <Badge>Kept</Badge>),
  },
  { id: "actions", header: "Actions", className: "w-54", cell: (row) => <TrashActions row={row} /> },
];
