"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { PluginReviewBody } from "@/lib/contracts/console/wire/package";
import type { PluginHistoryResource } from "@/lib/contracts/console/wire/plugin";
import { api } from "./fetcher";
import { versionPlace } from "./plugin-place";
import {
  type DisablePlan,
  type EnablePlan,
  type HidePlan,
  type InstalledSamples,
  pluginQueries,
} from "./plugin-queries";
import { refreshPlugins } from "./plugin-rescan";

/** Enables a plugin in a workspace with everything that it needs. */
export function useEnablePlugin(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      api<EnablePlan>(`/api/workspaces/${workspaceId}/plugins`, { method: "POST", body: { plugin_id: id } }),
    onSettled: () => refreshPlugins(client),
  });
}

/** Disables a plugin in a workspace, with all that need it where `cascade` says so. */
export function useDisablePlugin(workspaceId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, cascade }: { id: string; cascade: boolean }) =>
      api<DisablePlan>(`/api/workspaces/${workspaceId}/plugins/${id}${cascade ? "?cascade=true" : ""}`, {
        method: "DELETE",
      }),
    onSettled: () => refreshPlugins(client),
  });
}

/** Approves, declines or comments on one version; a decision holds for the bytes that were read. */
export function useReviewPlugin(id: string, version: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PluginReviewBody) =>
      api<PluginHistoryResource>(`${versionPlace(id, version)}/review`, { method: "POST", body }),
    onSuccess: (history) => client.setQueryData(pluginQueries.history(id).queryKey, history),
    onSettled: () => refreshPlugins(client),
  });
}

/** Adds the plugins that come with Muster to the marketplace. */
export function useAddSamplePlugins() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api<InstalledSamples>("/api/sample-plugins", { method: "POST" }),
    onSettled: () => refreshPlugins(client),
  });
}

/** Hides a plugin everywhere, or shows it again. */
export function useShowPlugin(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (show: boolean) =>
      api<HidePlan>(`/api/admin/plugins/${id}/${show ? "activate" : "deactivate"}`, { method: "POST" }),
    onSettled: () => refreshPlugins(client),
  });
}
