"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ClipboardCheck, SearchX } from "lucide-react";
import { type RefObject, useRef } from "react";
import { DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/search-input";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import { useConsoleSession } from "@/lib/client/console-session";
import { useQueueAddress } from "@/lib/client/review-address";
import { reviewQueries } from "@/lib/client/review-queries";
import { useHotkeys } from "@/lib/client/use-hotkeys";
import { queueColumns } from "./queue-columns";
import { WhoReviews } from "./who-reviews";

const kinds = [
  { value: "all", label: "All kinds" },
  { value: "package", label: "Packages" },
  { value: "plugin", label: "Plugins" },
] as const;
const segments = [
  { value: "all", label: "All" },
  { value: "nobody", label: "Unclaimed" },
  { value: "me", label: "Mine" },
] as const;

/** What waits for review; people who review nothing learn who does. */
export function ReviewQueue() {
  const { me, reviews } = useConsoleSession();
  return (
    <>
      <PageHeader
        title="Review"
        description={
          reviews
            ? `${me.instanceAdmin ? "Packages and plugins" : "Packages"} that wait for a decision, oldest first.`
            : undefined
        }
      />
      {reviews ? <Queue /> : <WhoReviews />}
    </>
  );
}

function Queue() {
  const { me } = useConsoleSession();
  const [search, setSearch] = useQueueAddress();
  const query = useInfiniteQuery(reviewQueries.list(search));
  const root = useRef<HTMLDivElement>(null);
  useRowKeys(root);
  const narrowed = search.q !== "" || search.claimedBy !== "all" || search.kind !== "all";
  const clear = () => void setSearch({ q: null, claimedBy: null, kind: null });
  return (
    <div ref={root}>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <SearchInput
          label="Search by name"
          placeholder="Search by name"
          className="w-full sm:w-64"
          maxLength={200}
          value={search.q}
          onChange={(event) => void setSearch({ q: event.target.value || null })}
        />
        {me.instanceAdmin && (
          <Segmented label="Kind" segments={kinds} value={search.kind} onChange={(kind) => void setSearch({ kind })} />
        )}
        <Segmented
          label="Claimed by"
          segments={segments}
          value={search.claimedBy}
          onChange={(claimedBy) => void setSearch({ claimedBy })}
        />
      </div>
      <QueryView query={query} what="the review queue" skeleton={<QueueSkeleton />}>
        {({ pages }) => (
          <DataTable
            label="Waiting for review"
            rows={pages.flatMap((page) => page.data)}
            columns={queueColumns}
            rowId={(item) => item.id}
            rowHref={(item) => item.link}
            total={pages[0]?.pageInfo.total}
            more={{
              hasMore: query.hasNextPage,
              loading: query.isFetchingNextPage,
              failed: query.isFetchNextPageError,
              onLoad: () => void query.fetchNextPage(),
            }}
            empty={narrowed ? <NoMatch onClear={clear} /> : <AllDone />}
          />
        )}
      </QueryView>
    </div>
  );
}

/** J and K move through the rows as ↓ and ↑ do; from nowhere they begin at the first. */
function useRowKeys(root: RefObject<HTMLDivElement | null>) {
  const { me } = useConsoleSession();
  const move = (step: 1 | -1) => {
    const rows = [...(root.current?.querySelectorAll<HTMLElement>("[data-row-target]") ?? [])];
    const at = rows.findIndex((row) => row.matches(":focus"));
    const next = rows[at === -1 ? 0 : at + step];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  useHotkeys({ j: () => move(1), k: () => move(-1) }, me.shortcuts);
}

function QueueSkeleton() {
  return (
    <div className="flex flex-col gap-3 py-3">
      {["a", "b", "c", "d", "e"].map((row) => (
        <Skeleton key={row} className="h-8" />
      ))}
    </div>
  );
}

function AllDone() {
  return (
    <EmptyState icon={<ClipboardCheck />} title="Nothing waits for review">
      When somebody submits a package, a plugin or a new version, it appears here by itself: with what the scan found,
      what it changes, and who sent it.
    </EmptyState>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState icon={<SearchX />} title="Nothing matches" actions={<Button onClick={onClear}>Clear filters</Button>}>
      Nothing in the queue fits this search.
    </EmptyState>
  );
}
