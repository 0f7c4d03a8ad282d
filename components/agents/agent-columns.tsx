import type { DataColumn } from "@/components/patterns/data-column";
import { VisibleText } from "@/components/patterns/visible-text";
import { ReviewBadge, RunBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
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
      <RunBadge status={status} />
      {row.runState === "running" && row.startedAt && (
        <Time value={row.startedAt} className="truncate text-muted text-xs" />
      )}
    </span>
  );
}

/** The columns of the list of agents. */
export const agentColumns: readonly DataColumn<AgentRow>[] = [
  {
    id: "name",
    header: "Agent",
    primary: true,
    sortable: true,
    cell: (row) => row.name,
    detail: (row) => <Detail row={row} />,
  },
  {
    id: "reviewStatus",
    header: "Review",
    className: "w-34",
    cell: (row) => <ReviewBadge status={row.reviewStatus} />,
  },
  { id: "runState", header: "Run state", className: "w-46", cell: (row) => <RunCell row={row} /> },
  {
    id: "version",
    header: "Version",
    className: "w-20",
    cell: (row) => (row.version ? <span className="tabular-nums">{row.version}</span> : none),
  },
  { id: "owner", header: "Owner", className: "w-28", secondary: true, cell: (row) => row.owner?.name ?? none },
  {
    id: "isolation",
    header: "Isolation",
    className: "w-24",
    secondary: true,
    cell: (row) => (row.isolation ? (isolations[row.isolation] ?? row.isolation) : none),
  },
  {
    id: "createdAt",
    header: "Created",
    className: "w-28",
    sortable: true,
    secondary: true,
    cell: (row) => <Time value={row.createdAt} />,
  },
  {
    id: "updatedAt",
    header: "Updated",
    className: "w-28",
    sortable: true,
    cell: (row) => <Time value={row.updatedAt} />,
  },
];
