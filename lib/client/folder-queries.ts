import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type * as wire from "@/lib/contracts/fleet/wire/folders";
import { fleetApi } from "./fleet-api";

export type Folders = z.infer<typeof wire.folders>;
export type AvailableFolders = z.infer<typeof wire.availableFolders>;
export type FolderConsumerList = z.infer<typeof wire.consumers>;
export type FolderSwitchName = "expose_enabled" | "consume_enabled";

/** The shared folders of one agent. Below "agents", so that an agent's events outdate it. */
export const folderQueries = {
  all: ["agents", "folders"] as const,
  one: (agentId: string) =>
    queryOptions({
      queryKey: [...folderQueries.all, agentId, "config"],
      queryFn: ({ signal }) => fleetApi<Folders>(agentId, "/folders", { signal }),
    }),
  available: (agentId: string) =>
    queryOptions({
      queryKey: [...folderQueries.all, agentId, "available"],
      queryFn: ({ signal }) => fleetApi<AvailableFolders>(agentId, "/folders/available", { signal }),
    }),
  consumers: (agentId: string) =>
    queryOptions({
      queryKey: [...folderQueries.all, agentId, "consumers"],
      queryFn: ({ signal }) => fleetApi<FolderConsumerList>(agentId, "/folders/consumers", { signal }),
    }),
};

type Change = Partial<Record<FolderSwitchName, boolean>>;

/** Turns one of the two switches; shown at once, taken back when the server refuses. */
export function changeFolders(client: QueryClient, agentId: string) {
  const { queryKey } = folderQueries.one(agentId);
  return {
    mutationFn: (body: Change) =>
      fleetApi<z.infer<typeof wire.foldersUpdated>>(agentId, "/folders", { method: "PUT", body }),
    onMutate: async (change: Change) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, { ...before, ...change });
      return { before };
    },
    onError: (_error: Error, _change: Change, context?: { before: Folders | undefined }) => {
      if (context?.before) client.setQueryData(queryKey, context.before);
    },
    onSettled: () => client.invalidateQueries({ queryKey: folderQueries.all }),
  };
}
