"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Puzzle, SearchX, X } from "lucide-react";
import { DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { consolePaths } from "@/lib/client/console-paths";
import { useConsoleSession } from "@/lib/client/console-session";
import { marketSorts, usePluginsAddress } from "@/lib/client/plugin-address";
import { pluginQueries } from "@/lib/client/plugin-queries";
import { AddSamples } from "./add-samples";
import { marketColumns } from "./plugin-columns";

const sorts = [
  { value: "popular", label: "Most used" },
  { value: "newest", label: "Newest" },
  { value: "name", label: "By name" },
];

/** Approved plugins, searched, narrowed and ordered by the server. */
export function MarketList({ onUpload }: { onUpload: (() => void) | null }) {
  const [{ q, category, tags, sort }, setAddress] = usePluginsAddress();
  const query = useInfiniteQuery(pluginQueries.browse({ q, category, tags, sort }));
  const narrowed = q.trim() !== "" || category !== "" || tags.length > 0;
  const clear = () => void setAddress({ q: null, category: null, tags: null });
  return (
    <>
      <Filters />
      <QueryView query={query} what="the marketplace">
        {({ pages }) => (
          <DataTable
            label="Plugins of the marketplace"
            rows={pages.flatMap(({ items }) => items)}
            columns={marketColumns}
            rowId={({ id }) => id}
            rowHref={({ id }) => consolePaths.plugin(id)}
            total={pages[0]?.total}
            more={{
              hasMore: query.hasNextPage,
              loading: query.isFetchingNextPage,
              failed: query.isFetchNextPageError,
              onLoad: () => void query.fetchNextPage(),
            }}
            empty={narrowed ? <NoMatch onClear={clear} /> : <NothingYet onUpload={onUpload} />}
          />
        )}
      </QueryView>
    </>
  );
}

function Filters() {
  const [{ q, category, tags, sort }, setAddress] = usePluginsAddress();
  const { data: categories = [] } = useQuery(pluginQueries.categories());
  const options = [
    { value: "", label: "All categories" },
    ...categories.map(({ slug, name }) => ({ value: slug, label: name })),
  ];
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchInput
        label="Search plugins"
        placeholder="Search by name or description"
        className="w-full sm:w-72"
        maxLength={100}
        value={q}
        onChange={(event) => void setAddress({ q: event.target.value || null })}
      />
      <Select
        aria-label="Category"
        className="w-44"
        options={options}
        value={category}
        onChange={(event) => void setAddress({ category: event.target.value || null })}
      />
      <Select
        aria-label="Order"
        className="w-36"
        options={sorts}
        value={sort}
        onChange={(event) => void setAddress({ sort: marketSorts.find((one) => one === event.target.value) ?? null })}
      />
      {tags.map((tag) => (
        <Button
          key={tag}
          size="sm"
          aria-label={`Without tag ${tag}`}
          onClick={() => void setAddress({ tags: tags.filter((one) => one !== tag) })}
        >
          {tag}
          <X />
        </Button>
      ))}
    </div>
  );
}

function NothingYet({ onUpload }: { onUpload: (() => void) | null }) {
  const { me } = useConsoleSession();
  return (
    <EmptyState
      icon={<Puzzle />}
      title="The marketplace is empty"
      actions={
        <>
          {me.instanceAdmin && <AddSamples />}
          {onUpload && <Button onClick={onUpload}>Upload a plugin</Button>}
        </>
      }
    >
      A plugin appears here once an instance admin has approved it.
      {me.instanceAdmin && " Muster comes with six: incident summary, log triage, SQL review and more."}
    </EmptyState>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState icon={<SearchX />} title="No plugin matches" actions={<Button onClick={onClear}>Clear filters</Button>}>
      Nothing in the marketplace fits this search.
    </EmptyState>
  );
}
