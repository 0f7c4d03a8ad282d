import { Database, Table2 } from "lucide-react";
import { VisibleText } from "@/components/patterns/visible-text";
import type { OutlineColumn, OutlineTable } from "@/lib/client/model-outline";

/** The tables of a model with their columns, to be read rather than parsed. */
export function ModelOutline({ tables }: { tables: readonly OutlineTable[] }) {
  if (tables.length === 0) return <p className="text-muted text-sm">This model has no tables.</p>;
  return (
    <ul className="flex flex-col gap-4">
      {tables.map((table, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tables of an unfinished model have nothing else that is theirs alone
        <li key={i} className="min-w-0">
          <Table table={table} />
        </li>
      ))}
    </ul>
  );
}

function Table({ table }: { table: OutlineTable }) {
  const { name, note, connection, groups } = table;
  return (
    <details open className="min-w-0">
      <summary className="cursor-pointer rounded-sm text-sm">
        <span className="inline-flex max-w-[95%] items-center gap-1.5 align-middle font-medium text-fg">
          <Table2 aria-hidden className="size-4 shrink-0 text-muted" />
          <span className="truncate">
            <VisibleText text={name} />
          </span>
        </span>
      </summary>
      <div className="mt-1.5 ml-1.5 flex min-w-0 flex-col gap-2 border-line border-l pl-4">
        {note && (
          <p className="text-muted text-xs">
            <VisibleText text={note} />
          </p>
        )}
        {(connection || table.table) && (
          <p className="flex min-w-0 items-center gap-1.5 text-muted text-xs">
            <Database aria-hidden className="size-3.5 shrink-0" />
            <span className="min-w-0 break-words">
              <VisibleText text={[connection, table.table].filter(Boolean).join(" · ")} />
            </span>
          </p>
        )}
        {groups.map(({ title, columns }) => (
          <Group key={title} title={title} columns={columns} />
        ))}
        {groups.length === 0 && <p className="text-muted text-xs">No columns.</p>}
      </div>
    </details>
  );
}

function Group({ title, columns }: { title: string; columns: OutlineColumn[] }) {
  return (
    <div className="min-w-0">
      <p className="font-medium text-2xs text-muted">{title}</p>
      <ul className="mt-1 flex flex-col gap-0.5">
        {columns.map(({ name, type, note }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a name may stand twice in a model that is being written
          <li key={i} className="grid min-w-0 grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 text-xs">
            <code className="truncate font-mono text-fg">
              <VisibleText text={name} />
            </code>
            <span className="text-muted">
              <VisibleText text={type} />
            </span>
            {note && (
              <span className="col-span-2 truncate text-muted" title={note}>
                <VisibleText text={note} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
