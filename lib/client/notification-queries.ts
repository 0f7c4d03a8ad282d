import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { Notification, notificationPage } from "@/lib/contracts/console/wire/notification";
import { api } from "./fetcher";

export type NotificationPage = z.infer<typeof notificationPage>;
const LIMIT = 20;

/** The person's notifications, newest first. */
export const notificationQueries = {
  all: ["notifications"] as const,
  list: () =>
    infiniteQueryOptions({
      queryKey: [...notificationQueries.all, "list"],
      queryFn: ({ pageParam, signal }) =>
        api<NotificationPage>(
          `/api/notifications?limit=${LIMIT}${pageParam && `&after=${encodeURIComponent(pageParam)}`}`,
          {
            signal,
          },
        ),
      initialPageParam: "",
      getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
    }),
  unread: () =>
    queryOptions({
      queryKey: [...notificationQueries.all, "unread"],
      queryFn: async ({ signal }) => {
        const page = await api<NotificationPage>("/api/notifications?unread=true&limit=1", { signal });
        return page.pageInfo.total;
      },
    }),
};

/** Marks one as read or unread. */
export const markNotification = (client: QueryClient) => ({
  mutationFn: ({ id, read }: { id: string; read: boolean }) =>
    api<Notification>(`/api/notifications/${id}`, { method: "PATCH", body: { read } }),
  onSettled: () => client.invalidateQueries({ queryKey: notificationQueries.all }),
});

/** Marks all as read. */
export const markAllNotifications = (client: QueryClient) => ({
  mutationFn: () => api<{ count: number }>("/api/notifications/read-all", { method: "POST" }),
  onSettled: () => client.invalidateQueries({ queryKey: notificationQueries.all }),
});
