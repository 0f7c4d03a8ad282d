import { queryOptions } from "@tanstack/react-query";
import type { PackageResource, packagePage } from "@/lib/contracts/console/wire/package";
import type { FileContent, FileEntry, Finding, PackageDiff } from "@/lib/contracts/console/wire/package-file";
import { api } from "./fetcher";

type PackagePage = (typeof packagePage)["_output"];
type FindingList = { data: Finding[]; scannedAt: string };

/** How often a package that is being installed is looked at, ms; events are faster, this works without them. */
const INSTALL_AGE = 2_000;

function isInstalling(pkg: PackageResource | undefined): boolean {
  return pkg?.install?.state === "queued" || pkg?.install?.state === "installing";
}

function diffPath(place: string, against: string, path?: string): string {
  const parameters = new URLSearchParams({ against, ...(path === undefined ? {} : { path }) });
  return `${place}/diff?${parameters}`;
}

/** The address below which the files of a package are read. */
export const packagePlace = (id: string) => `/api/packages/${id}`;

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
};

/** What is shown of one file's text, and of a comparison: of packages and of plugins alike. */
export type ShownFile = Omit<FileContent, "findings">;
export type ShownDiff = Pick<PackageDiff, "files" | "hunks"> & { base: { version: string } | null };

/**
 * What never changes for one package or version of a plugin: its bytes, read below its address `place`. Kept apart, so that
 * no event makes them load again.
 */
export const contentQueries = {
  file: (place: string, path: string) =>
    queryOptions({
      queryKey: ["package-contents", place, "file", path],
      queryFn: ({ signal }) => api<ShownFile>(`${place}/file?${new URLSearchParams({ path })}`, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  /** `against`: what the address knows to compare with; empty for the usual. */
  changes: (place: string, against: string) =>
    queryOptions({
      queryKey: ["package-contents", place, "changes", against],
      queryFn: ({ signal }) => api<ShownDiff>(diffPath(place, against), { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  diff: (place: string, against: string, path: string) =>
    queryOptions({
      queryKey: ["package-contents", place, "diff", against, path],
      queryFn: ({ signal }) => api<ShownDiff>(diffPath(place, against, path), { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
};
