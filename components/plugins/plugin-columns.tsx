import type { DataColumn } from "@/components/patterns/data-column";
import { VisibleText } from "@/components/patterns/visible-text";
import { Badge } from "@/components/ui/badge";
import { FindingCounts } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { WorkspacePlugin } from "@/lib/client/plugin-queries";
import { contentWords, enabledInWords, listed } from "@/lib/client/plugin-words";
import type { UploadedPluginRow } from "@/lib/contracts/console/wire/plugin";
import type { PluginItem } from "@/lib/contracts/plugins/wire/market";
import { EnabledBadge, HiddenBadge, VerdictBadge, VersionBadge } from "./plugin-badges";
import { PluginTags } from "./plugin-tags";

const none = <span className="text-subtle">–</span>;

type Named = { name: string; description: string };

const name: DataColumn<Named> = {
  id: "name",
  header: "Plugin",
  primary: true,
  cell: (row) => <VisibleText text={row.name} />,
  detail: (row) =>
    row.description && (
      <span className="truncate font-normal text-muted text-xs leading-4">
        <VisibleText text={row.description} />
      </span>
    ),
};
const version: DataColumn<{ version: string }> = {
  id: "version",
  header: "Version",
  className: "w-24",
  cell: (row) => <span className="tabular-nums">{row.version}</span>,
};
const category: DataColumn<{ category_name: string | null }> = {
  id: "category",
  header: "Category",
  className: "w-32",
  secondary: true,
  cell: (row) => row.category_name ?? none,
};
const scan: DataColumn<{ security_status: PluginItem["security_status"] }> = {
  id: "scan",
  header: "Scan",
  className: "w-40",
  cell: (row) => <VerdictBadge verdict={row.security_status} />,
};

/** What everybody may enable. */
export const marketColumns: readonly DataColumn<PluginItem>[] = [
  name,
  version,
  { id: "contents", header: "Contents", className: "w-40", cell: (row) => contentWords(row) },
  category,
  {
    id: "tags",
    header: "Tags",
    className: "w-40",
    secondary: true,
    cell: (row) => (row.tags.length === 0 ? none : <PluginTags tags={row.tags} most={2} />),
  },
  scan,
  {
    id: "used",
    header: "Enabled in",
    className: "w-32",
    secondary: true,
    cell: (row) => enabledInWords(row.enable_count),
  },
  { id: "here", header: "This workspace", className: "w-32", cell: (row) => (row.enabled ? <EnabledBadge /> : none) },
];

/** What this workspace enabled. */
export const enabledColumns: readonly DataColumn<WorkspacePlugin>[] = [
  name,
  version,
  { id: "contents", header: "Contents", className: "w-40", secondary: true, cell: (row) => contentWords(row) },
  scan,
  {
    id: "requiredBy",
    header: "Needed by",
    className: "w-48",
    cell: (row) => (row.required_by.length === 0 ? none : listed(row.required_by, 3)),
  },
  {
    id: "missing",
    header: "Lacks",
    className: "w-48",
    cell: (row) =>
      row.missing_dependencies.length === 0 ? (
        none
      ) : (
        <Badge tone="danger" className="max-w-full">
          <span className="truncate">{listed(row.missing_dependencies, 2)}</span>
        </Badge>
      ),
  },
  {
    id: "enabledAt",
    header: "Enabled",
    className: "w-44",
    secondary: true,
    cell: (row) => (
      <>
        <Time value={row.enabled_at} />
        {row.enabled_by && ` by ${row.enabled_by}`}
      </>
    ),
  },
];

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
