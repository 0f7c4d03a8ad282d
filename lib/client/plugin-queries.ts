import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { FileEntry } from "@/lib/contracts/console/wire/package-file";
import type {
  installedSamples,
  PluginHistoryResource,
  UploadedPluginRow,
  VersionFinding,
} from "@/lib/contracts/console/wire/plugin";
import type * as wire from "@/lib/contracts/plugins/wire/market";
import { api } from "./fetcher";
import { pages } from "./paged";
import type { MarketSearch } from "./plugin-address";
import { pluginKey, versionPlace } from "./plugin-place";

export type PluginPage = z.infer<typeof wire.pluginPage>;
export type PluginDetail = wire.PluginDetailResource;
export type WorkspacePlugins = z.infer<typeof wire.workspacePlugins>;
export type WorkspacePlugin = WorkspacePlugins["items"][number];
export type EnablePlan = z.infer<typeof wire.enabled>;
export type DisablePlan = z.infer<typeof wire.disabled>;
export type HidePlan = z.infer<typeof wire.deactivated>;
export type InstalledSamples = z.infer<typeof installedSamples>;
type Category = z.infer<typeof wire.category>;
type PluginContent = z.infer<typeof wire.pluginContent>;

const PAGE = 30;
/** How often a scan that runs is looked at, ms; events are faster, this works without them. */
const SCAN_AGE = 1_000;

const market = "/api/marketplace/plugins";
const ofWorkspace = (workspaceId: string) => `/api/workspaces/${workspaceId}/plugins`;

function browsePath({ q, category, tags, sort }: MarketSearch, page: number): string {
  const search = new URLSearchParams({ sort, page: String(page), limit: String(PAGE) });
  if (q.trim()) search.set("search", q.trim());
  if (category) search.set("category", category);
  for (const tag of tags) search.append("tags", tag);
  return `${market}?${search}`;
}

const scanning = (history: PluginHistoryResource | undefined) =>
  history?.versions.some(({ scan }) => scan === "pending");

/** The marketplace, the workspace's plugins, and one plugin with its versions. */
export const pluginQueries = {
  all: pluginKey,
  browse: (search: MarketSearch) =>
    infiniteQueryOptions({
      queryKey: [...pluginQueries.all, "browse", search],
      queryFn: ({ pageParam, signal }) => api<PluginPage>(browsePath(search, pageParam), { signal }),
      initialPageParam: 1,
      getNextPageParam: ({ page, limit, total }) => (page * limit < total ? page + 1 : null),
      placeholderData: keepPreviousData,
    }),
  categories: () =>
    queryOptions({
      queryKey: ["plugin-categories"],
      queryFn: ({ signal }) => api<Category[]>(`${market}/categories`, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  enabled: (workspaceId: string) =>
    queryOptions({
      queryKey: [...pluginQueries.all, "enabled", workspaceId],
      queryFn: ({ signal }) => api<WorkspacePlugins>(ofWorkspace(workspaceId), { signal, workspace: workspaceId }),
    }),
  uploads: (q: string, state: string) =>
    infiniteQueryOptions({
      queryKey: [...pluginQueries.all, "uploads", q, state],
      ...pages<UploadedPluginRow>("/api/plugins", { q: q.trim(), state }),
    }),
  /** The versions with their scans; looked at again while a scan runs. */
  history: (id: string) =>
    queryOptions({
      queryKey: [...pluginQueries.all, "history", id],
      queryFn: ({ signal }) => api<PluginHistoryResource>(`/api/plugins/${id}`, { signal }),
      refetchInterval: ({ state }) => (scanning(state.data) ? SCAN_AGE : false),
    }),
  detail: (id: string, pending = false) =>
    queryOptions({
      queryKey: [...pluginQueries.all, "detail", id, pending],
      queryFn: ({ signal }) => api<PluginDetail>(`${market}/${id}${pending ? "?version=pending" : ""}`, { signal }),
    }),
  content: (id: string, pending: boolean, sha256: string) =>
    queryOptions({
      queryKey: ["plugin-content", id, sha256],
      queryFn: ({ signal }) =>
        api<PluginContent>(`${market}/${id}/content${pending ? "?version=pending" : ""}`, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  files: (id: string, version: string) =>
    queryOptions({
      queryKey: [...pluginQueries.all, "files", id, version],
      queryFn: async ({ signal }) =>
        (await api<{ data: FileEntry[] }>(`${versionPlace(id, version)}/files`, { signal })).data,
    }),
  findings: (id: string, version: string) =>
    queryOptions({
      queryKey: [...pluginQueries.all, "findings", id, version],
      queryFn: async ({ signal }) =>
        (await api<{ data: VersionFinding[] }>(`${versionPlace(id, version)}/findings`, { signal })).data,
    }),
  /** What enabling would do: everything that is needed, in order, and what is there already. */
  enablePlan: (workspaceId: string, id: string) =>
    queryOptions({
      queryKey: [...pluginQueries.all, "enable-plan", workspaceId, id],
      queryFn: ({ signal }) =>
        api<EnablePlan>(`${ofWorkspace(workspaceId)}?dry_run=true`, {
          method: "POST",
          body: { plugin_id: id },
          signal,
        }),
      retry: false,
      staleTime: 0,
      gcTime: 0,
    }),
  /** What disabling would take along, with the agents that lose it. */
  disablePlan: (workspaceId: string, id: string) =>
    queryOptions({
      queryKey: [...pluginQueries.all, "disable-plan", workspaceId, id],
      queryFn: ({ signal }) =>
        api<DisablePlan>(`${ofWorkspace(workspaceId)}/${id}?dry_run=true&cascade=true`, { method: "DELETE", signal }),
      retry: false,
      staleTime: 0,
      gcTime: 0,
    }),
  hidePlan: (id: string) =>
    queryOptions({
      queryKey: [...pluginQueries.all, "hide-plan", id],
      queryFn: ({ signal }) =>
        api<HidePlan>(`/api/admin/plugins/${id}/deactivate?dry_run=true`, { method: "POST", signal }),
      retry: false,
      staleTime: 0,
      gcTime: 0,
    }),
};
