"use client";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { BellOff } from "lucide-react";
import { EmptyState } from "@/components/patterns/empty-state";
import { LoadMore } from "@/components/patterns/load-more";
import { QueryView } from "@/components/patterns/query-view";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { markNotification, notificationQueries } from "@/lib/client/notification-queries";
import type { Notification } from "@/lib/contracts/console/wire/notification";

/** The person's notifications; each leads to its thing and counts as read from then on. */
export function NotificationList({ onLeave }: { onLeave: () => void }) {
  const query = useInfiniteQuery(notificationQueries.list());
  const mark = useMutation(markNotification(useQueryClient()));
  const open = (item: Notification) => {
    if (!item.readAt) mark.mutate({ id: item.id, read: true });
    onLeave();
  };
  return (
    <QueryView
      query={query}
      what="your notifications"
      isEmpty={({ pages }) => pages[0]?.data.length === 0}
      empty={
        <EmptyState icon={<BellOff />} title="Nothing new" className="py-8">
          Decisions on your packages, and packages that wait for your review, are announced here.
        </EmptyState>
      }
    >
      {({ pages }) => (
        <ul className="flex flex-col">
          {pages
            .flatMap(({ data }) => data)
            .map((item) => (
              <li key={item.id} className="border-line border-b last:border-b-0">
                <Link
                  href={item.link}
                  onClick={() => open(item)}
                  className="flex gap-2.5 px-3 py-2.5 hover:bg-hover focus-visible:outline-offset-[-2px]"
                >
                  <span
                    aria-hidden
                    className={cn(
                      "mt-1.5 size-1.5 shrink-0 rounded-full",
                      item.readAt ? "bg-transparent" : "bg-accent",
                    )}
                  />
                  <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                    <span className={cn("block text-fg text-sm", !item.readAt && "font-medium")}>
                      {!item.readAt && <span className="sr-only">Unread: </span>}
                      {item.title}
                    </span>
                    {item.body && <span className="line-clamp-2 text-muted text-xs">{item.body}</span>}
                    <Time value={item.createdAt} className="text-subtle text-xs" />
                  </span>
                </Link>
              </li>
            ))}
          {query.hasNextPage && (
            <li className="flex justify-center p-2">
              <LoadMore
                hasMore
                loading={query.isFetchingNextPage}
                failed={query.isFetchNextPageError}
                onLoad={() => void query.fetchNextPage()}
              />
            </li>
          )}
        </ul>
      )}
    </QueryView>
  );
}
