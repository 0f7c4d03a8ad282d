import type { DataColumn } from "@/components/patterns/data-column";
import { VisibleText } from "@/components/patterns/visible-text";
import { contentWords, enabledInWords } from "@/lib/client/plugin-words";
import type { PluginItem } from "@/lib/contracts/plugins/wire/market";
import { EnabledBadge, VerdictBadge } from "./plugin-badges";
import { PluginTags } from "./plugin-tags";

export const none = <span className="text-subtle">–</span>;

type Named = { name: string; description: string };

export const name: DataColumn<Named> = {
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
export const version: DataColumn<{ version: string }> = {
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
export const scan: DataColumn<{ security_status: PluginItem["security_status"] }> = {
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
