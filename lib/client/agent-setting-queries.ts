import { type QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type * as wire from "@/lib/contracts/fleet/wire/settings";
import { fleetApi } from "./fleet-api";

export type Autonomy = z.infer<typeof wire.autonomy>;
export type ReadOnlySetting = z.infer<typeof wire.readOnly>;
export type TimeoutSetting = z.infer<typeof wire.timeout>;
export type ResourceSetting = z.infer<typeof wire.resources>;

/** How one agent works. Below "agents", so that an agent's events outdate it. */
export const settingQueries = {
  all: ["agents", "settings"] as const,
  autonomy: (agentId: string) => setting<Autonomy>(agentId, "autonomy"),
  readOnly: (agentId: string) => setting<ReadOnlySetting>(agentId, "read-only"),
  timeout: (agentId: string) => setting<TimeoutSetting>(agentId, "timeout"),
  resources: (agentId: string) => setting<ResourceSetting>(agentId, "resources"),
};

function setting<T>(agentId: string, name: string) {
  return queryOptions({
    queryKey: [...settingQueries.all, agentId, name],
    queryFn: ({ signal }) => fleetApi<T>(agentId, `/${name}`, { signal }),
  });
}

const outdated = (client: QueryClient) => () => client.invalidateQueries({ queryKey: ["agents"] });

/** Turns autonomy on or off; shown at once, taken back when the server refuses. */
export function switchAutonomy(client: QueryClient, agentId: string) {
  const { queryKey } = settingQueries.autonomy(agentId);
  return {
    mutationFn: (enabled: boolean) => fleetApi<Autonomy>(agentId, "/autonomy", { method: "PUT", body: { enabled } }),
    onMutate: async (enabled: boolean) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, { ...before, autonomy_enabled: enabled });
      return { before };
    },
    onError: (_error: Error, _enabled: boolean, context?: { before: Autonomy | undefined }) => {
      if (context?.before) client.setQueryData(queryKey, context.before);
    },
    onSettled: outdated(client),
  };
}

export type ReadOnlyChange = { enabled: boolean; config?: ReadOnlySetting["config"] };

/** Guards files against the agent's own writes; patterns that are not given stay. */
export const changeReadOnly = (client: QueryClient, agentId: string) => ({
  mutationFn: (body: ReadOnlyChange) =>
    fleetApi<z.infer<typeof wire.readOnlyUpdated>>(agentId, "/read-only", { method: "PUT", body }),
  onSettled: outdated(client),
});

/** How long one execution may take. */
export const changeTimeout = (client: QueryClient, agentId: string) => ({
  mutationFn: (body: { execution_timeout_seconds: number }) =>
    fleetApi<TimeoutSetting>(agentId, "/timeout", { method: "PUT", body }),
  onSettled: outdated(client),
});

/** CPU and memory from the next start on; null is the default. */
export const changeResources = (client: QueryClient, agentId: string) => ({
  mutationFn: (body: { cpu: string | null; memory: string | null }) =>
    fleetApi<z.infer<typeof wire.resourcesUpdated>>(agentId, "/resources", { method: "PUT", body }),
  onSettled: outdated(client),
});

/** Replaces the tags of an agent. */
export const changeTags = (client: QueryClient, agentId: string) => ({
  mutationFn: (tags: readonly string[]) =>
    fleetApi<z.infer<typeof wire.tags>>(agentId, "/tags", { method: "PUT", body: { tags } }),
  onSettled: outdated(client),
});

type Renamed = { old_name: string; new_name: string };

/** Gives an agent another name; resolves with the one that it has now. */
export const renameAgent = (client: QueryClient, agentId: string) => ({
  mutationFn: (new_name: string) => fleetApi<Renamed>(agentId, "/rename", { method: "PUT", body: { new_name } }),
  onSettled: outdated(client),
});
