import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { AccessEntry, newShare, OwnShare, Share, shareChanges } from "@/lib/contracts/console/wire/share";
import { api } from "./fetcher";
import { pages } from "./paged";

/** With whom agents are shared, and who can see them. Below "agents", so that an agent's events outdate it. */
export const shareQueries = {
  all: ["agents", "sharing"] as const,
  list: (agentId: string) =>
    infiniteQueryOptions({
      queryKey: [...shareQueries.all, "list", agentId],
      ...pages<Share>("/api/shares", { agentId }),
    }),
  access: (agentId: string) =>
    infiniteQueryOptions({
      queryKey: [...shareQueries.all, "access", agentId],
      ...pages<AccessEntry>("/api/access", { agentId }),
    }),
  explained: (agentId: string, email: string) =>
    queryOptions({
      queryKey: [...shareQueries.all, "explained", agentId, email],
      queryFn: ({ signal }) => api<AccessEntry>(`/api/access?${new URLSearchParams({ agentId, email })}`, { signal }),
      retry: false,
    }),
  mine: (q: string) =>
    infiniteQueryOptions({ queryKey: [...shareQueries.all, "mine", q], ...pages<OwnShare>("/api/shares/mine", { q }) }),
};

const changed = (client: QueryClient) => () => client.invalidateQueries({ queryKey: shareQueries.all });
const place = (id: string) => `/api/shares/${encodeURIComponent(id)}`;

/** Shares an agent with somebody by e-mail. */
export const shareAgent = (client: QueryClient, agentId: string) => ({
  mutationFn: (body: Omit<z.input<typeof newShare>, "agentId">) =>
    api<Share>("/api/shares", { method: "POST", body: { ...body, agentId } }),
  onSettled: changed(client),
});

/** Changes the role or the end of a share. */
export const changeShare = (client: QueryClient, id: string) => ({
  mutationFn: (body: z.input<typeof shareChanges>) => api<Share>(place(id), { method: "PATCH", body }),
  onSettled: changed(client),
});

/** Ends a share. */
export const endShare = (client: QueryClient, id: string) => ({
  mutationFn: () => api<void>(place(id), { method: "DELETE" }),
  onSettled: changed(client),
});
