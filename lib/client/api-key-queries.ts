import { infiniteQueryOptions, type QueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type { ApiKey, apiKeyChanges, newApiKey, shownApiKey } from "@/lib/contracts/console/wire/api-keys";
import { api } from "./fetcher";
import { pages } from "./paged";

export type ShownApiKey = z.infer<typeof shownApiKey>;

/** Own keys, and for admins those of the workspace. */
export const apiKeyQueries = {
  all: ["api-keys"] as const,
  list: () => infiniteQueryOptions({ queryKey: [...apiKeyQueries.all, "list"], ...pages<ApiKey>("/api/api-keys") }),
};

const changed = (client: QueryClient) => () => client.invalidateQueries({ queryKey: apiKeyQueries.all });
const pathOf = (id: string) => `/api/api-keys/${encodeURIComponent(id)}`;

/** Makes a key; the answer is the only place where it can be read. */
export const createApiKey = (client: QueryClient) => ({
  mutationFn: (body: z.input<typeof newApiKey>) => api<ShownApiKey>("/api/api-keys", { method: "POST", body }),
  onSettled: changed(client),
});

/** Renames a key or pins it anew. */
export const changeApiKey = (client: QueryClient, id: string) => ({
  mutationFn: (body: z.input<typeof apiKeyChanges>) => api<ApiKey>(pathOf(id), { method: "PATCH", body }),
  onSettled: changed(client),
});

/** Gives a key a new secret. */
export const rotateApiKey = (client: QueryClient, id: string) => ({
  mutationFn: (immediately: boolean) =>
    api<ShownApiKey>(`${pathOf(id)}/rotate`, { method: "POST", body: { immediately } }),
  onSettled: changed(client),
});

/** Ends a key for good. */
export const revokeApiKey = (client: QueryClient, id: string) => ({
  mutationFn: () => api<void>(pathOf(id), { method: "DELETE" }),
  onSettled: changed(client),
});
