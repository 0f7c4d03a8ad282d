"use client";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCw, ScrollText, SearchX } from "lucide-react";
import { useRef, useState } from "react";
import { DataTable } from "@/components/patterns/data-table";
import { EmptyState } from "@/components/patterns/empty-state";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { Button } from "@/components/ui/button";
import { FirstUse, onDemand } from "@/components/ui/on-demand";
import { Skeleton } from "@/components/ui/skeleton";
import { auditPlace, auditQueries } from "@/lib/client/audit-queries";
import {
  type AuditChange,
  type AuditSearch,
  clearedAudit,
  isNarrowedAudit,
  useAuditSearch,
} from "@/lib/client/audit-search";
import { useConsoleSession } from "@/lib/client/console-session";
import type { AuditEvent } from "@/lib/contracts/console/wire/audit";
import { auditColumns } from "./audit-columns";
import { AuditExport } from "./audit-export";
import { AuditFilters } from "./audit-filters";
import { Verdict, VerifyButton } from "./audit-verification";

const AuditPanel = onDemand(async () => ({ default: (await import("./audit-panel")).AuditPanel }), "early");

/** Names of the chosen person and thing, from an event that shows them. */
function namesIn(events: readonly AuditEvent[], { actor, target }: AuditSearch) {
  return {
    actor: events.find((event) => event.actor.id === actor)?.actor.name ?? null,
    target: events.find((event) => event.target?.id === target)?.target?.name ?? null,
  };
}

/** Who did what: the audit trail, with its filters in the address. */
export function AuditPage() {
  const [search, setSearch] = useAuditSearch();
  const { me, workspace } = useConsoleSession();
  const place = auditPlace(search, workspace?.id ?? null);
  const [open, setOpen] = useState<AuditEvent | null>(null);
  const opener = useRef<Element | null>(null);
  const query = useInfiniteQuery(auditQueries.list(search, place));
  const events = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const narrow = (change: AuditChange) => {
    setOpen(null);
    void setSearch(change);
  };
  return (
    <>
      <PageHeader
        title="Audit"
        description="Every change and every refused attempt, newest first. Nobody can change or delete an event."
        actions={
          <>
            {me.instanceAdmin && <VerifyButton />}
            <AuditExport search={search} place={place} total={query.data?.pages[0]?.pageInfo.total} />
          </>
        }
      />
      {me.instanceAdmin && <Verdict />}
      <AuditFilters search={search} names={namesIn(events, search)} onSearch={(change) => void setSearch(change)} />
      <QueryView query={query} what="the audit trail" skeleton={<ListSkeleton />}>
        {({ pages }) => (
          <>
            <News search={search} place={place} newest={pages[0]?.pageInfo.startCursor ?? null} />
            <DataTable
              label="Audit events"
              rows={events}
              columns={auditColumns}
              rowId={(event) => event.id}
              onOpen={(event) => {
                opener.current = document.activeElement;
                setOpen(event);
              }}
              total={pages[0]?.pageInfo.total}
              more={{
                hasMore: query.hasNextPage,
                loading: query.isFetchingNextPage,
                failed: query.isFetchNextPageError,
                onLoad: () => void query.fetchNextPage(),
              }}
              empty={<Nothing search={search} onClear={() => void setSearch(clearedAudit)} />}
            />
          </>
        )}
      </QueryView>
      <FirstUse when={open !== null}>
        <AuditPanel event={open} opener={opener} onClose={() => setOpen(null)} onSearch={narrow} />
      </FirstUse>
    </>
  );
}

type NewsProps = { search: AuditSearch; place: string | null; newest: string | null };

/** The list stays still under the reader; this says how many events came meanwhile. */
function News({ search, place, newest }: NewsProps) {
  const client = useQueryClient();
  const { data } = useQuery(auditQueries.news(search, place, newest));
  if (!data || data.count === 0) return null;
  const reload = () => {
    window.scrollTo({ top: 0 });
    void client.resetQueries({ queryKey: auditQueries.list(search, place).queryKey });
  };
  const counted = data.more ? "More than 100 new events" : `${data.count} new ${data.count === 1 ? "event" : "events"}`;
  return (
    <div role="status" className="sticky top-14 z-20 mb-2 flex justify-center lg:top-2">
      <Button size="sm" className="shadow-pop" onClick={reload}>
        <RotateCw aria-hidden />
        {counted}: show
      </Button>
    </div>
  );
}

function Nothing({ search, onClear }: { search: AuditSearch; onClear: () => void }) {
  if (!isNarrowedAudit(search)) {
    return (
      <EmptyState icon={<ScrollText />} title="Nothing has happened here yet">
        Each change to agents, packages and people leaves an event, and so does each attempt that is refused.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<SearchX />} title="No event matches" actions={<Button onClick={onClear}>Clear filters</Button>}>
      No event that you may see fits the search and the filters.
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
