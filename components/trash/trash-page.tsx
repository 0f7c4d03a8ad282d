"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { SearchX, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import { DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/search-input";
import { oneOf, text, usually } from "@/lib/client/address-parts";
import type { Selection } from "@/lib/client/row-selection";
import { type TrashSearch, trashOrders, trashQueries } from "@/lib/client/trash-queries";
import { useAddress } from "@/lib/client/use-address";
import type { TrashRow } from "@/lib/contracts/console/wire/trash";
import { TrashBulk } from "./trash-bulk";
import { trashColumns } from "./trash-columns";

const parts = {
  q: usually(text, ""),
  sort: usually(oneOf(trashOrders), "-deletedAt"),
};

/** Deleted agents: restore them, or delete them for good. */
export function TrashPage() {
  const [search, setSearch] = useAddress(parts);
  return (
    <>
      <PageHeader
        title="Trash"
        description="Deleted agents wait here for as long as the workspace keeps them. Restoring brings back everything but the running state."
      />
      <div className="mb-3 flex">
        <SearchInput
          label="Search the trash by name"
          placeholder="Search by name"
          className="w-full sm:w-64"
          maxLength={200}
          value={search.q}
          onChange={(event) => void setSearch({ q: event.target.value || null })}
        />
      </div>
      <TrashTable
        search={search}
        onSort={(sort) => void setSearch({ sort })}
        onClear={() => void setSearch({ q: null })}
      />
    </>
  );
}

type TrashTableProps = { search: TrashSearch; onSort: (sort: TrashSearch["sort"]) => void; onClear: () => void };

const rowId = (row: TrashRow) => row.id;
const rowName = (row: TrashRow) => row.name;

function TrashTable({ search, onSort, onClear }: TrashTableProps) {
  const query = useInfiniteQuery(trashQueries.list(search));
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.data) ?? [], [pages]);
  const [chosen, setChosen] = useState<Selection>([]);
  // What has left the trash meanwhile is no longer chosen.
  const selection = chosen.filter((id) => rows.some((row) => row.id === id));
  const selectable = rows.some((row) => row.may.length > 0);
  return (
    <QueryView query={query} what="the trash">
      {() => (
        <>
          <DataTable
            label="Deleted agents"
            rows={rows}
            columns={trashColumns}
            rowId={rowId}
            rowName={rowName}
            sorting={{ id: search.sort.replace("-", ""), desc: search.sort.startsWith("-") }}
            onSortingChange={(sorting) => onSort(orderOf(sorting))}
            selection={selectable ? selection : undefined}
            onSelectionChange={setChosen}
            total={pages?.[0]?.pageInfo.total}
            more={{
              hasMore: query.hasNextPage,
              loading: query.isFetchingNextPage,
              failed: query.isFetchNextPageError,
              onLoad: () => void query.fetchNextPage(),
            }}
            empty={search.q ? <NoMatch onClear={onClear} /> : <NothingDeleted />}
          />
          <TrashBulk rows={rows} selection={selection} onSelection={setChosen} />
        </>
      )}
    </QueryView>
  );
}

function orderOf(sorting: { id: string; desc: boolean } | null): TrashSearch["sort"] {
  const wanted = sorting && `${sorting.desc ? "-" : ""}${sorting.id}`;
  return trashOrders.find((order) => order === wanted) ?? "-deletedAt";
}

function NothingDeleted() {
  return (
    <EmptyState icon={<Trash2 />} title="The trash is empty">
      An agent that is deleted comes here first. It can be restored with its versions, files and shares until its time
      is over; an admin can also delete it for good.
    </EmptyState>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={<SearchX />}
      title="No deleted agent matches"
      actions={<Button onClick={onClear}>Clear the search</Button>}
    >
      Nothing in the trash has this in its name.
    </EmptyState>
  );
}
