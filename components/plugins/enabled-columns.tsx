import type { DataColumn } from "@/components/patterns/data-column";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import type { WorkspacePlugin } from "@/lib/client/plugin-queries";
import { contentWords, listed } from "@/lib/client/plugin-words";
import { name, none, scan, version } from "./plugin-columns";

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
