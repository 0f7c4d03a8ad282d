import { queryOptions } from "@tanstack/react-query";
import type { PackageResource, packagePage } from "@/lib/contracts/console/wire/package";
import type { FileContent, FileEntry, Finding, PackageDiff } from "@/lib/contracts/console/wire/package-file";
import type { ThreadMessage } from "@/lib/contracts/console/wire/thread";
import { api } from "./fetcher";

type PackagePage = (typeof packagePage)["_output"];
type FindingList = { data: Finding[]; scannedAt: string };

/** How often a package that is being installed is looked at, ms; events are faster, this works without them. */
const INSTALL_AGE = 2_000;

function isInstalling(pkg: PackageResource | undefined): boolean {
  return pkg?.install?.state === "queued" || pkg?.install?.state === "installing";
}

function diffPath(id: string, against: string, path?: string): string {
  const parameters = new URLSearchParams({ against, ...(path === undefined ? {} : { path }) });
  return `/api/packages/${id}/diff?${parameters}`;
}

/** One package and everything about it that can change. */
export const packageQueries = {
  all: ["packages"] as const,
  one: (id: string) =>
    queryOptions({
      queryKey: [...packageQueries.all, "one", id],
      queryFn: ({ signal }) => api<PackageResource>(`/api/packages/${id}`, { signal }),
      refetchInterval: ({ state }) => (isInstalling(state.data) ? INSTALL_AGE : false),
    }),
  /** The agent's last hundred packages, newest first. */
  ofAgent: (agentId: string) =>
    queryOptions({
      queryKey: [...packageQueries.all, "agent", agentId],
      queryFn: async ({ signal }) =>
        (await api<PackagePage>(`/api/packages?agentId=${agentId}&limit=100`, { signal })).data,
    }),
  files: (id: string) =>
    queryOptions({
      queryKey: [...packageQueries.all, "files", id],
      queryFn: async ({ signal }) => (await api<{ data: FileEntry[] }>(`/api/packages/${id}/files`, { signal })).data,
    }),
  findings: (id: string) =>
    queryOptions({
      queryKey: [...packageQueries.all, "scan", id],
      queryFn: ({ signal }) => api<FindingList>(`/api/packages/${id}/findings`, { signal }),
    }),
  thread: (id: string) =>
    queryOptions({
      queryKey: [...packageQueries.all, "thread", id],
      queryFn: async ({ signal }) =>
        (await api<{ data: ThreadMessage[] }>(`/api/packages/${id}/thread`, { signal })).data,
    }),
};

/** What never changes for one package: its bytes. Kept apart, so that no event makes them load again. */
export const contentQueries = {
  file: (id: string, path: string) =>
    queryOptions({
      queryKey: ["package-contents", id, "file", path],
      queryFn: ({ signal }) =>
        api<FileContent>(`/api/packages/${id}/file?${new URLSearchParams({ path })}`, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  /** `against`: `previous` or a package's id. */
  changes: (id: string, against: string) =>
    queryOptions({
      queryKey: ["package-contents", id, "changes", against],
      queryFn: ({ signal }) => api<PackageDiff>(diffPath(id, against), { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  diff: (id: string, against: string, path: string) =>
    queryOptions({
      queryKey: ["package-contents", id, "diff", against, path],
      queryFn: ({ signal }) => api<PackageDiff>(diffPath(id, against, path), { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
};
