"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { LoadMore } from "@/components/patterns/load-more";
import { QueryView } from "@/components/patterns/query-view";
import { Card } from "@/components/ui/card";
import { agentQueries } from "@/lib/client/agent-queries";
import { ActivityEntry } from "./activity-entry";

/** Who did what to an agent, newest first. */
export function ActivityTab({ agentId, name }: { agentId: string; name: string }) {
  const query = useInfiniteQuery(agentQueries.activity(agentId));
  return (
    <QueryView
      query={query}
      what="the activity"
      isEmpty={({ pages }) => pages[0]?.data.length === 0}
      empty={
        <EmptyState icon={<History />} title="No activity that you may see">
          Submissions, decisions, switches and tool calls are listed here. People who may edit {name} and the admins of
          the workspace see all of them, others what they did themselves.
        </EmptyState>
      }
    >
      {({ pages }) => (
        <Card>
          <ol aria-label={`Activity of ${name}`} className="divide-y divide-line">
            {pages
              .flatMap((page) => page.data)
              .map((event) => (
                <ActivityEntry key={event.id} event={event} />
              ))}
          </ol>
          <div className="flex items-center justify-between gap-3 border-line border-t px-4 py-2.5 text-muted text-xs">
            <span role="status">{`${pages.reduce((sum, page) => sum + page.data.length, 0)} of ${pages[0]?.pageInfo.total ?? 0}`}</span>
            <LoadMore
              hasMore={query.hasNextPage}
              loading={query.isFetchingNextPage}
              failed={query.isFetchNextPageError}
              onLoad={() => void query.fetchNextPage()}
            />
          </div>
        </Card>
      )}
    </QueryView>
  );
}
