import type { DataColumn } from "@/components/patterns/data-column";
import { VisibleText } from "@/components/patterns/visible-text";
import { FindingCounts } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { UploadedPluginRow } from "@/lib/contracts/console/wire/plugin";
import { HiddenBadge, VerdictBadge, VersionBadge } from "./plugin-badges";
import { none } from "./plugin-columns";

/** What somebody uploaded, whatever became of it. */
export const uploadColumns: readonly DataColumn<UploadedPluginRow>[] = [
  { id: "name", header: "Plugin", primary: true, cell: (row) => <VisibleText text={row.name} /> },
  {
    id: "newest",
    header: "Newest version",
    className: "w-56",
    cell: ({ newest }) => (
      <span className="inline-flex flex-wrap items-center gap-1.5">
        <span className="tabular-nums">{newest.version}</span>
        <VersionBadge status={newest.status} />
      </span>
    ),
  },
  {
    id: "serving",
    header: "Served",
    className: "w-36",
    cell: ({ serving, active }) => (active ? (serving ?? none) : <HiddenBadge />),
  },
  { id: "scan", header: "Scan", className: "w-40", cell: ({ newest }) => <VerdictBadge verdict={newest.verdict} /> },
  {
    id: "findings",
    header: "Findings",
    className: "w-56",
    secondary: true,
    cell: ({ newest }) => (newest.scan === "pending" ? none : <FindingCounts counts={newest.findings} />),
  },
  {
    id: "submitted",
    header: "Uploaded",
    className: "w-52",
    cell: ({ newest }) => (
      <>
        <Time value={newest.submittedAt} /> by {newest.submittedBy}
      </>
    ),
  },
];
