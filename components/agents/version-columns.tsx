import { Download } from "lucide-react";
import type { DataColumn } from "@/components/patterns/data-column";
import { VisibleText } from "@/components/patterns/visible-text";
import { IconButton } from "@/components/ui/icon-button";
import { PackageBadge, RunBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { runStatusOf } from "@/lib/client/install-sentence";
import type { PackageResource } from "@/lib/contracts/console/wire/package";

/** Runs, is on its way, or failed; nothing for a version that neither runs nor should. */
function RunMark({ row }: { row: PackageResource }) {
  if (row.running?.packageId === row.id) return <RunBadge status="running" />;
  if (row.status !== "approved" || !row.install || row.install.state === "loaded") {
    return <span className="text-subtle">–</span>;
  }
  return <RunBadge status={runStatusOf(row.install)} />;
}

function Detail({ row }: { row: PackageResource }) {
  const text = row.install?.state === "failed" ? row.install.error : row.reason;
  if (!text) return null;
  return (
    <span title={text} className="truncate font-normal text-muted text-xs leading-4">
      <VisibleText text={text.split("\n")[0] ?? ""} />
    </span>
  );
}

function download({ id }: PackageResource) {
  const anchor = document.createElement("a");
  anchor.href = `/api/packages/${encodeURIComponent(id)}/download`;
  anchor.download = "";
  anchor.click();
}

function Who({ name, at }: { name: string | undefined; at: string | null }) {
  if (!name) return <span className="text-subtle">–</span>;
  return (
    <span>
      {name} <Time value={at} className="text-muted text-xs" />
    </span>
  );
}

/** The columns of an agent's versions. */
export const versionColumns: readonly DataColumn<PackageResource>[] = [
  {
    id: "version",
    header: "Version",
    primary: true,
    cell: (row) => <span className="tabular-nums">{row.version}</span>,
    detail: (row) => <Detail row={row} />,
  },
  { id: "status", header: "Status", className: "w-32", cell: (row) => <PackageBadge status={row.status} /> },
  { id: "run", header: "Runs", className: "w-28", cell: (row) => <RunMark row={row} /> },
  {
    id: "submitted",
    header: "Submitted",
    className: "w-52",
    cell: (row) => <Who name={row.submittedBy.name} at={row.submittedAt} />,
  },
  {
    id: "reviewed",
    header: "Decided",
    className: "w-52",
    secondary: true,
    cell: (row) => <Who name={row.reviewedBy?.name} at={row.reviewedAt} />,
  },
  {
    id: "download",
    header: "Download",
    className: "w-24",
    cell: (row) =>
      row.may.includes("download") && (
        <IconButton
          size="sm"
          label={`Download version ${row.version}`}
          className="relative z-[1]"
          onClick={() => download(row)}
        >
          <Download />
        </IconButton>
      ),
  },
];
