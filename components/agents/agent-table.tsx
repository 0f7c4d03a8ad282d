"use client";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { lazy, type ReactNode, useCallback, useMemo, useState } from "react";
import { DataTable } from "@/components/patterns/data-table";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { OnDemandPart } from "@/components/ui/on-demand";
import { Skeleton } from "@/components/ui/skeleton";
import { text } from "@/lib/client/address-parts";
import { type AgentPages, agentQueries } from "@/lib/client/agent-queries";
import { type AgentSearch, agentOrders, type SearchChange, usualOrder } from "@/lib/client/agent-search";
import { consolePaths } from "@/lib/client/console-paths";
import type { Selection } from "@/lib/client/row-selection";
import { useAddress } from "@/lib/client/use-address";
import { useOutdated } from "@/lib/client/use-outdated";
import type { AgentRow } from "@/lib/contracts/console/wire/agent";
import { agentColumns } from "./agent-columns";

const AgentBulk = lazy(() => import("./agent-bulk"));
const AgentPeek = lazy(() => import("./agent-peek"));

export type AgentTableProps = {
  search: AgentSearch;
  onSearch: (change: SearchChange) => void;
  /** First rows that the server has sent along with the page. */
  first?: AgentPages;
  empty: ReactNode;
};

/** The rows of a search, with what can be done with them. */
export function AgentTable({ search, onSearch, first, empty }: AgentTableProps) {
  const query = useInfiniteQuery({ ...agentQueries.list(search), initialData: first });
  return (
    <QueryView query={query} what="the agents" skeleton={<ListSkeleton />}>
      {({ pages }) => (
        <div aria-busy={query.isPlaceholderData} className="transition-opacity aria-busy:opacity-60">
          <Outdated search={search} />
          <Rows
            pages={pages}
            search={search}
            onSearch={onSearch}
            empty={empty}
            more={{
              hasMore: query.hasNextPage,
              loading: query.isFetchingNextPage,
              failed: query.isFetchNextPageError,
              onLoad: () => void query.fetchNextPage(),
            }}
          />
        </div>
      )}
    </QueryView>
  );
}

const peekParts = { peek: text };
const rowId = (row: AgentRow) => row.id;
const rowName = (row: AgentRow) => row.name;
const rowHref = (row: AgentRow) => consolePaths.agent(row.id);

type RowsProps = Omit<AgentTableProps, "first"> & {
  pages: AgentPages["pages"];
  more: { hasMore: boolean; loading: boolean; failed: boolean; onLoad: () => void };
};

function Rows({ pages, search, onSearch, empty, more }: RowsProps) {
  const rows = useMemo(() => pages.flatMap((page) => page.data), [pages]);
  const { columns, minWidth } = useMemo(() => agentColumns(search.columns), [search.columns]);
  const [selection, setSelection] = useSelection(rows, String(agentQueries.list(search).queryKey[2]));
  const [{ peek }, setAddress] = useAddress(peekParts);
  const [bulkUsed, peekUsed] = [useUsed(selection.length > 0), useUsed(peek !== null)];
  const open = useCallback((row: AgentRow) => void setAddress({ peek: row.id }), [setAddress]);
  return (
    <>
      <DataTable
        // Rows of another height are measured anew.
        key={search.density}
        label="Agents"
        rows={rows}
        columns={columns}
        minWidth={minWidth}
        density={search.density}
        rowId={rowId}
        rowName={rowName}
        rowHref={rowHref}
        onPeek={open}
        sorting={{ id: search.sort.replace("-", ""), desc: search.sort.startsWith("-") }}
        onSortingChange={(sorting) => onSearch({ sort: orderOf(sorting) })}
        selection={selection}
        onSelectionChange={setSelection}
        total={pages[0]?.pageInfo.total}
        more={more}
        empty={empty}
      />
      {bulkUsed && (
        <OnDemandPart>
          <AgentBulk rows={rows} selection={selection} onSelection={setSelection} />
        </OnDemandPart>
      )}
      {peekUsed && (
        <OnDemandPart>
          <AgentPeek rows={rows} id={peek} onPeek={(id) => void setAddress({ peek: id })} />
        </OnDemandPart>
      )}
    </>
  );
}

/** True from the first time on that something is wanted: it stays mounted, so that it can finish and close. */
function useUsed(wanted: boolean): boolean {
  const [used, setUsed] = useState(wanted);
  if (wanted && !used) setUsed(true);
  return used || wanted;
}

/** What is chosen belongs to the rows of one search, and rows that have gone are not chosen any more. */
function useSelection(rows: readonly AgentRow[], of: string) {
  const [chosen, setChosen] = useState<{ of: string; ids: Selection }>({ of, ids: [] });
  const selection = useMemo(() => {
    if (chosen.of !== of || chosen.ids.length === 0) return [];
    const present = new Set(rows.map(rowId));
    return chosen.ids.filter((id) => present.has(id));
  }, [chosen, of, rows]);
  return [selection, (ids: Selection) => setChosen({ of, ids })] as const;
}

function orderOf(sorting: { id: string; desc: boolean } | null): AgentSearch["sort"] {
  const wanted = sorting && `${sorting.desc ? "-" : ""}${sorting.id}`;
  return agentOrders.find((order) => order === wanted) ?? usualOrder;
}

/** A long list does not read itself again under the reader; it says that it could. */
function Outdated({ search }: { search: AgentSearch }) {
  const client = useQueryClient();
  const { queryKey } = agentQueries.list(search);
  if (!useOutdated(queryKey)) return null;
  const reload = () => {
    window.scrollTo({ top: 0 });
    void client.resetQueries({ queryKey });
  };
  return (
    <div role="status" className="sticky top-14 z-20 mb-2 flex justify-center lg:top-2">
      <Button size="sm" className="shadow-pop" onClick={reload}>
        <RotateCw aria-hidden />
        Agents have changed: show the newest
      </Button>
    </div>
  );
}

/** Where the rows will be. */
export function ListSkeleton() {
  return (
    <div className="flex flex-col gap-3 py-3">
      {["a", "b", "c", "d", "e", "f"].map((row) => (
        <Skeleton key={row} className="h-8" />
      ))}
    </div>
  );
}
