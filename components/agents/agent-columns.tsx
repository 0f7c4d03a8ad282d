import type { DataColumn } from "@/components/patterns/data-column";
import { VisibleText } from "@/components/patterns/visible-text";
import { Badge } from "@/components/ui/badge";
import { ReviewBadge, RunBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { hostingOptions } from "@/lib/client/agent-hosting";
import { type ColumnId, usualColumns } from "@/lib/client/agent-search";
import type { AgentRow } from "@/lib/contracts/console/wire/agent";

const isolations: Readonly<Record<string, string>> = {
  bubblewrap: "Sandbox",
  container: "Container",
  process: "Process",
};

const none = <span className="text-subtle">–</span>;

/** Approved, not loaded and without a fault: on its way. */
function isComing({ reviewStatus, hosting, runState, error }: AgentRow): boolean {
  return reviewStatus === "ACTIVE" && hosting === "integrated" && runState === "stopped" && !error;
}

function Detail({ row }: { row: AgentRow }) {
  if (row.error) {
    return (
      <span title={row.error} className="truncate font-normal text-danger text-xs leading-4">
        <span className="sr-only">Failed: </span>
        <VisibleText text={row.error.split("\n")[0] ?? ""} />
      </span>
    );
  }
  if (!row.description) return null;
  return (
    <span className="truncate font-normal text-muted text-xs leading-4">
      <VisibleText text={row.description} />
    </span>
  );
}

function RunCell({ row }: { row: AgentRow }) {
  const status = isComing(row) ? "loading" : row.runState;
  return (
    <span className="inline-flex max-w-full items-center gap-1.5">
      <RunBadge still status={status} />
      {row.runState === "running" && row.startedAt && (
        <Time narrow value={row.startedAt} className="truncate text-muted text-xs" />
      )}
    </span>
  );
}

/** The first tag, and how many more there are. */
function Tags({ tags }: { tags: readonly string[] }) {
  const [first, ...rest] = tags;
  if (!first) return none;
  return (
    <span title={tags.join(", ")} className="flex min-w-0 items-center gap-1">
      <Badge className="min-w-0 shrink">
        <span className="truncate">{first}</span>
      </Badge>
      {rest.length > 0 && (
        <span className="shrink-0 text-muted text-xs">
          +{rest.length}
          <span className="sr-only"> more: {rest.join(", ")}</span>
        </span>
      )}
    </span>
  );
}

const nameColumn: DataColumn<AgentRow> = {
  id: "name",
  header: "Agent",
  primary: true,
  sortable: true,
  cell: (row) => row.name,
  detail: (row) => <Detail row={row} />,
};

/** A column that can be chosen; `width` in px is that of its class. */
type Choosable = DataColumn<AgentRow> & { id: ColumnId; width: number };

const choosable: readonly Choosable[] = [
  {
    id: "reviewStatus",
    header: "Status",
    className: "w-40",
    width: 160,
    cell: (row) => <ReviewBadge status={row.reviewStatus} />,
  },
  { id: "runState", header: "Run state", className: "w-40", width: 160, cell: (row) => <RunCell row={row} /> },
  {
    id: "version",
    header: "Version",
    className: "w-20",
    width: 80,
    cell: (row) => (row.version ? <span className="tabular-nums">{row.version}</span> : none),
  },
  { id: "owner", header: "Owner", className: "w-32", width: 128, cell: (row) => row.owner?.name ?? none },
  { id: "tags", header: "Tags", className: "w-38", width: 152, cell: (row) => <Tags tags={row.tags} /> },
  {
    id: "isolation",
    header: "Isolation",
    className: "w-24",
    width: 96,
    cell: (row) => (row.isolation ? (isolations[row.isolation] ?? row.isolation) : none),
  },
  {
    id: "hosting",
    header: "Hosting",
    className: "w-32",
    width: 128,
    cell: (row) => hostingOptions.find(({ value }) => value === row.hosting)?.label ?? row.hosting,
  },
  { id: "type", header: "Type", className: "w-32", width: 128, sortable: true, cell: (row) => row.type },
  {
    id: "number",
    header: "Number",
    className: "w-22",
    width: 88,
    sortable: true,
    cell: (row) => <span className="tabular-nums">{row.number}</span>,
  },
  {
    id: "createdAt",
    header: "Created",
    className: "w-30",
    width: 120,
    sortable: true,
    cell: (row) => <Time value={row.createdAt} />,
  },
  {
    id: "updatedAt",
    header: "Updated",
    className: "w-30",
    width: 120,
    sortable: true,
    cell: (row) => <Time value={row.updatedAt} />,
  },
];

/** What can be shown beside the name, in the table's order. */
export const columnChoices: readonly { id: ColumnId; label: string }[] = choosable.map(({ id, header }) => ({
  id,
  label: header,
}));

const leastNamePx = 280;
const checkboxPx = 40;
/** The usual columns give way on narrower screens in this order of the reader's needs. */
const givesWay: readonly ColumnId[] = ["owner", "tags"];

/** The columns of the table; the usual ones without a choice. With a choice, `minWidth` is what they need at least. */
export function agentColumns(chosen: readonly ColumnId[] | null): {
  columns: readonly DataColumn<AgentRow>[];
  minWidth: number | undefined;
} {
  const ids = chosen ?? usualColumns;
  const shown = choosable.filter(({ id }) => ids.includes(id));
  const columns = shown.map((column) => (chosen ? column : { ...column, secondary: givesWay.includes(column.id) }));
  const width = shown.reduce((sum, column) => sum + column.width, leastNamePx + checkboxPx);
  return { columns: [nameColumn, ...columns], minWidth: chosen ? width : undefined };
}
