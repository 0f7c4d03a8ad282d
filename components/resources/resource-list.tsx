"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Plus, SearchX } from "lucide-react";
import { lazy, useRef } from "react";
import type { DataColumn } from "@/components/patterns/data-column";
import { DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { FirstUse } from "@/components/ui/on-demand";
import { SearchInput } from "@/components/ui/search-input";
import { TabLinks } from "@/components/ui/tabs";
import { consolePaths } from "@/lib/client/console-paths";
import { useConsoleSession } from "@/lib/client/console-session";
import { type ResourceOf, type ResourcePage, resourceQueries } from "@/lib/client/resource-queries";
import { type ResourceSearch, resourceOrders, useResourceSearch } from "@/lib/client/resource-search";
import { resourceWords } from "@/lib/client/resource-words";
import { type ResourceKindName, resourceKindNames } from "@/lib/domain/resources/rules";
import { resourceColumns } from "./resource-columns";
import type { Existing } from "./resource-form";

const ResourceForm = lazy(() => import("./resource-form").then(({ ResourceForm }) => ({ default: ResourceForm })));

import { ResourceIcon } from "./resource-icon";

type ResourceListProps = { kind: ResourceKindName; onGo: (path: string) => void };

/** The workspace's resources of one kind. */
export function ResourceList({ kind, onGo }: ResourceListProps) {
  const [{ new: creating, ...search }, setSearch] = useResourceSearch();
  const words = resourceWords[kind];
  const { workspace } = useConsoleSession();
  const mayCreate = workspace !== null && workspace.role !== "viewer";
  const made = useRef<string | null>(null);
  const open = async (wanted: boolean) => {
    await setSearch({ new: wanted || null });
    // Only now: a change of this page's address after the step to another page would take that step back.
    if (made.current) onGo(consolePaths.resource(kind, made.current));
  };
  const create = mayCreate && (
    <Button variant="primary" onClick={() => void open(true)}>
      <Plus aria-hidden />
      New {words.one}
    </Button>
  );
  const none: Existing = { kind, existing: null };
  return (
    <>
      <PageHeader
        title="Resources"
        part={words.many}
        description="What the agents of this workspace are equipped with. One resource can serve many agents."
        actions={create}
        tabs={<Kinds kind={kind} />}
      />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchInput
          label={`Search ${words.several}`}
          placeholder="Search by name or description"
          className="w-full sm:w-72"
          maxLength={200}
          value={search.q}
          onChange={(event) => void setSearch({ q: event.target.value || null })}
        />
      </div>
      <ResourceTable
        kind={kind}
        search={search}
        onSort={(sort) => void setSearch({ sort })}
        empty={
          search.q ? (
            <NoMatch kind={kind} onClear={() => void setSearch({ q: null })} />
          ) : (
            <None kind={kind} create={create} />
          )
        }
      />
      {mayCreate && (
        <FirstUse when={creating}>
          <ResourceForm
            {...none}
            open={creating}
            onOpenChange={(wanted) => void open(wanted)}
            onSaved={({ id }) => {
              made.current = id;
            }}
          />
        </FirstUse>
      )}
    </>
  );
}

function Kinds({ kind }: { kind: ResourceKindName }) {
  const items = resourceKindNames.map((name) => ({
    href: consolePaths.resources(name),
    label: resourceWords[name].many,
    icon: <ResourceIcon kind={name} />,
    current: name === kind,
  }));
  return <TabLinks label="Kinds of resources" items={items} />;
}

type TableProps = {
  kind: ResourceKindName;
  search: ResourceSearch;
  onSort: (sort: ResourceSearch["sort"]) => void;
  empty: React.ReactNode;
};

/** The columns of a kind fit the rows of that kind; the two are asked for with the same name. */
function columnsOf(kind: ResourceKindName): readonly DataColumn<ResourceOf[ResourceKindName]>[] {
  return resourceColumns[kind] as readonly DataColumn<never>[] as readonly DataColumn<ResourceOf[ResourceKindName]>[];
}

function ResourceTable({ kind, search, onSort, empty }: TableProps) {
  const query = useInfiniteQuery(resourceQueries.list(kind, search));
  const { many, several } = resourceWords[kind];
  return (
    <QueryView query={query} what={`the ${several}`}>
      {({ pages }: { pages: ResourcePage[] }) => (
        <DataTable
          label={many}
          rows={pages.flatMap(({ data }) => data)}
          columns={columnsOf(kind)}
          rowId={({ id }) => id}
          rowHref={({ id }) => consolePaths.resource(kind, id)}
          sorting={{ id: search.sort.replace("-", ""), desc: search.sort.startsWith("-") }}
          onSortingChange={(sorting) => {
            const wanted = sorting && `${sorting.desc ? "-" : ""}${sorting.id}`;
            onSort(resourceOrders.find((order) => order === wanted) ?? "name");
          }}
          total={pages[0]?.pageInfo.total}
          more={{
            hasMore: query.hasNextPage,
            loading: query.isFetchingNextPage,
            failed: query.isFetchNextPageError,
            onLoad: () => void query.fetchNextPage(),
          }}
          empty={empty}
        />
      )}
    </QueryView>
  );
}

/** How agents come to what is made here. */
function nextStep(kind: ResourceKindName): string {
  if (kind === "schemas") return "Choose one in a tool, or name it when an agent is created.";
  return "Once it exists, assign it on the Resources tab of an agent.";
}

function None({ kind, create }: { kind: ResourceKindName; create: React.ReactNode }) {
  const { several, purpose } = resourceWords[kind];
  return (
    <EmptyState icon={<ResourceIcon kind={kind} />} title={`No ${several} yet`} actions={create}>
      {purpose} {nextStep(kind)}
    </EmptyState>
  );
}

function NoMatch({ kind, onClear }: { kind: ResourceKindName; onClear: () => void }) {
  return (
    <EmptyState icon={<SearchX />} title="Nothing matches" actions={<Button onClick={onClear}>Clear search</Button>}>
      No {resourceWords[kind].one} of this workspace has this text in its name or description.
    </EmptyState>
  );
}
