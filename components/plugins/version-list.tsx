"use client";
import type { DataColumn } from "@/components/patterns/data-column";
import { DataTable } from "@/components/patterns/data-table";
import { FindingCounts } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import { consolePaths } from "@/lib/client/console-paths";
import { useConsoleSession } from "@/lib/client/console-session";
import type { PluginHistoryResource, PluginVersionResource } from "@/lib/contracts/console/wire/plugin";
import { VerdictBadge, VersionBadge } from "./plugin-badges";

const columns: readonly DataColumn<PluginVersionResource>[] = [
  {
    id: "version",
    header: "Version",
    primary: true,
    cell: ({ version }) => <span className="tabular-nums">{version}</span>,
    detail: ({ reason }) =>
      reason && <span className="truncate font-normal text-muted text-xs leading-4">{reason}</span>,
  },
  { id: "status", header: "Decision", className: "w-40", cell: ({ status }) => <VersionBadge status={status} /> },
  {
    id: "decided",
    header: "Decided",
    className: "w-48",
    cell: ({ reviewedAt, reviewedBy }) =>
      reviewedAt ? (
        <>
          <Time value={reviewedAt} />
          {reviewedBy && ` by ${reviewedBy}`}
        </>
      ) : (
        <span className="text-subtle">–</span>
      ),
  },
  {
    id: "submitted",
    header: "Uploaded",
    className: "w-48",
    cell: ({ submittedAt, submittedBy }) => (
      <>
        <Time value={submittedAt} /> by {submittedBy}
      </>
    ),
  },
  { id: "scan", header: "Scan", className: "w-40", cell: ({ verdict }) => <VerdictBadge verdict={verdict} /> },
  {
    id: "findings",
    header: "Findings",
    className: "w-56",
    secondary: true,
    cell: ({ findings, scan }) =>
      scan === "pending" ? <span className="text-subtle">–</span> : <FindingCounts counts={findings} />,
  },
];

/** Every version with who uploaded it and who decided; those who see its scan can open it. */
export function VersionList({ history }: { history: PluginHistoryResource }) {
  const { me } = useConsoleSession();
  const opens = me.instanceAdmin || history.uploadedBySelf;
  return (
    <DataTable
      label={`Versions of ${history.name}`}
      rows={history.versions}
      columns={columns}
      rowId={({ version }) => version}
      rowHref={opens ? ({ version }) => consolePaths.pluginReview(history.id, version) : undefined}
      total={history.versions.length}
    />
  );
}
