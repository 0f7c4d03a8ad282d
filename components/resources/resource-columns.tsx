import type { DataColumn } from "@/components/patterns/data-column";
import { VisibleText } from "@/components/patterns/visible-text";
import { Badge } from "@/components/ui/badge";
import { Time } from "@/components/ui/time";
import type { ResourceOf } from "@/lib/client/resource-queries";
import { engineWords, usedByWords } from "@/lib/client/resource-words";
import type { ResourceKindName } from "@/lib/domain/resources/rules";

const none = <span className="text-subtle">–</span>;
const transports = { "streamable-http": "HTTP", sse: "SSE", stdio: "Command" } as const;

type Row = { name: string; description: string; usedBy: number; updatedAt: string; createdAt: string };

const first: DataColumn<Row> = {
  id: "name",
  header: "Name",
  primary: true,
  sortable: true,
  cell: (row) => <VisibleText text={row.name} />,
  detail: (row) =>
    row.description && (
      <span className="truncate font-normal text-muted text-xs leading-4">
        <VisibleText text={row.description} />
      </span>
    ),
};
const usedBy: DataColumn<Row> = {
  id: "usedBy",
  header: "Used by",
  className: "w-28",
  cell: (row) => (row.usedBy === 0 ? none : <span className="tabular-nums">{usedByWords(row.usedBy)}</span>),
};
const times: readonly DataColumn<Row>[] = [
  {
    id: "createdAt",
    header: "Created",
    className: "w-32",
    sortable: true,
    secondary: true,
    cell: (row) => <Time value={row.createdAt} />,
  },
  {
    id: "updatedAt",
    header: "Updated",
    className: "w-32",
    sortable: true,
    cell: (row) => <Time value={row.updatedAt} />,
  },
];

const tags: DataColumn<{ tags: string[] }> = {
  id: "tags",
  header: "Tags",
  className: "w-56",
  secondary: true,
  cell: (row) =>
    row.tags.length === 0 ? (
      none
    ) : (
      <span className="flex flex-wrap gap-1">
        {row.tags.slice(0, 3).map((tag) => (
          <Badge key={tag}>{tag}</Badge>
        ))}
        {row.tags.length > 3 && <span className="text-muted text-xs">+{row.tags.length - 3}</span>}
      </span>
    ),
};
const category: DataColumn<ResourceOf["tools"]> = {
  id: "category",
  header: "Category",
  className: "w-40",
  cell: (row) => row.category || none,
};
const reach: readonly DataColumn<ResourceOf["mcp-servers"]>[] = [
  {
    id: "transport",
    header: "Reached by",
    className: "w-28",
    cell: (row) => <Badge>{transports[row.transport]}</Badge>,
  },
  {
    id: "address",
    header: "Address or command",
    className: "w-72",
    secondary: true,
    cell: (row) => {
      const text = row.transport === "stdio" ? row.command : row.url;
      return text ? <code className="block truncate font-mono text-xs">{text}</code> : none;
    },
  },
];

const engine: DataColumn<ResourceOf["data-connections"]> = {
  id: "engine",
  header: "Engine",
  className: "w-32",
  cell: (row) => <Badge>{engineWords[row.engine]}</Badge>,
};
const source: DataColumn<ResourceOf["semantic-data-models"]> = {
  id: "source",
  header: "Source",
  className: "w-32",
  secondary: true,
  cell: (row) => <VisibleText text={row.source} />,
};

/** The columns of the list of each kind. */
export const resourceColumns: { [K in ResourceKindName]: readonly DataColumn<ResourceOf[K]>[] } = {
  skills: [first, tags, usedBy, ...times],
  tools: [first, category, usedBy, ...times],
  "mcp-servers": [first, ...reach, usedBy, ...times],
  "semantic-data-models": [first, source, usedBy, ...times],
  "data-connections": [first, engine, tags, usedBy, ...times],
  schemas: [first, usedBy, ...times],
};
