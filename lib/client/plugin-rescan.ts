"use client";
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "./fetcher";
import { pluginKey } from "./plugin-place";
import { reviewQueries } from "./review-queries";

/** What every change of a plugin may have changed. */
export function refreshPlugins(client: QueryClient): Promise<unknown> {
  return Promise.all([
    client.invalidateQueries({ queryKey: pluginKey }),
    client.invalidateQueries({ queryKey: reviewQueries.all }),
    client.invalidateQueries({ queryKey: ["agents"] }),
  ]);
}

/** Scans the version that waits, else the one that serves, once more. */
export function useRescanPlugin(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api(`/api/admin/plugins/${id}/rescan`, { method: "POST" }),
    onSettled: () => refreshPlugins(client),
  });
}
