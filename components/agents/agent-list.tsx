"use client";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Bot, RotateCw, SearchX, Upload } from "lucide-react";
import { DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { agentQueries } from "@/lib/client/agent-queries";
import { type AgentOrder, type AgentSearch, agentOrders, isNarrowed, useAgentSearch } from "@/lib/client/agent-search";
import { consolePaths } from "@/lib/client/console-paths";
import { useConsoleSession } from "@/lib/client/console-session";
import { useOutdated } from "@/lib/client/use-outdated";
import { agentColumns } from "./agent-columns";
import { AgentFilters, clearedSearch } from "./agent-filters";

/** The agents of the workspace. */
export function AgentList() {
  const [search, setSearch] = useAgentSearch();
  const { workspace } = useConsoleSession();
  return (
    <>
      <PageHeader
        title="Agents"
        description="What runs in this workspace, what waits, and what failed."
        actions={workspace?.canSubmit && <SubmitLink />}
      />
      <AgentFilters search={search} onSearch={(change) => void setSearch(change)} />
      <AgentTable
        search={search}
        onSort={(sort) => void setSearch({ sort })}
        onClear={() => void setSearch(clearedSearch)}
      />
    </>
  );
}

type AgentTableProps = { search: AgentSearch; onSort: (sort: AgentOrder) => void; onClear: () => void };

function AgentTable({ search, onSort, onClear }: AgentTableProps) {
  const options = agentQueries.list(search);
  const query = useInfiniteQuery(options);
  return (
    <QueryView query={query} what="the agents" skeleton={<ListSkeleton />}>
      {({ pages }) => (
        <>
          <Outdated search={search} />
          <DataTable
            label="Agents"
            rows={pages.flatMap((page) => page.data)}
            columns={agentColumns}
            rowId={(row) => row.id}
            rowHref={(row) => consolePaths.agent(row.id)}
            sorting={{ id: search.sort.replace("-", ""), desc: search.sort.startsWith("-") }}
            onSortingChange={(sorting) => onSort(orderOf(sorting))}
            total={pages[0]?.pageInfo.total}
            more={{
              hasMore: query.hasNextPage,
              loading: query.isFetchingNextPage,
              failed: query.isFetchNextPageError,
              onLoad: () => void query.fetchNextPage(),
            }}
            empty={isNarrowed(search) ? <NoMatch onClear={onClear} /> : <NoAgents />}
          />
        </>
      )}
    </QueryView>
  );
}

function orderOf(sorting: { id: string; desc: boolean } | null): AgentOrder {
  const wanted = sorting && `${sorting.desc ? "-" : ""}${sorting.id}`;
  return agentOrders.find((order) => order === wanted) ?? "-createdAt";
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

function SubmitLink() {
  return (
    <Button asChild variant="primary">
      <Link href="/submissions">
        <Upload aria-hidden />
        Submit a package
      </Link>
    </Button>
  );
}

function NoAgents() {
  const { workspace } = useConsoleSession();
  return (
    <EmptyState icon={<Bot />} title="No agents yet" actions={workspace?.canSubmit && <SubmitLink />}>
      An agent begins as a package, one <code>.ncp</code> file. Once it is submitted and an admin has approved it,
      Muster installs and loads it, and it appears here with its tools.
    </EmptyState>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState icon={<SearchX />} title="No agent matches" actions={<Button onClick={onClear}>Clear filters</Button>}>
      No agent of this workspace fits the search and the filters.
    </EmptyState>
  );
}

function ListSkeleton() {
  return (
    <div className="flex flex-col gap-3 py-3">
      {["a", "b", "c", "d", "e", "f"].map((row) => (
        <Skeleton key={row} className="h-8" />
      ))}
    </div>
  );
}
