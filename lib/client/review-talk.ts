"use client";
import { type QueryClient, type QueryKey, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { FileEntry } from "@/lib/contracts/console/wire/package-file";
import type { ThreadMessage } from "@/lib/contracts/console/wire/thread";
import { api } from "./fetcher";
import { packageQueries } from "./package-queries";
import { pluginKey } from "./plugin-place";
import { reviewQueries } from "./review-queries";
import type { Reviewable } from "./reviewable";

type Discussed = Pick<Reviewable, "kind" | "place">;

const nouns = { package: packageQueries.all, plugin: pluginKey } as const;

function refresh(client: QueryClient, { kind }: Discussed): Promise<unknown> {
  return Promise.all([nouns[kind], reviewQueries.all].map((queryKey) => client.invalidateQueries({ queryKey })));
}

/** The conversation about a package or a version of a plugin. */
export const threadOf = ({ kind, place }: Discussed) =>
  queryOptions({
    queryKey: [...nouns[kind], "thread", place],
    queryFn: async ({ signal }) => (await api<{ data: ThreadMessage[] }>(`${place}/thread`, { signal })).data,
  });

export type CommentDraft = { body: string; path?: string; line?: number; internal?: boolean };

/** Adds to the conversation at once. */
export function usePostComment(about: Discussed) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CommentDraft) => api<ThreadMessage>(`${about.place}/thread`, { method: "POST", body }),
    onSuccess: () => client.invalidateQueries({ queryKey: nouns[about.kind] }),
  });
}

export type ClaimChange = { claim: boolean; force?: boolean };

/** Claims what waits or gives the claim back; `force` where it is somebody else's. */
export function useClaim(about: Discussed) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ claim, force }: ClaimChange) =>
      api(`${about.place}/claim${force ? "?force=true" : ""}`, { method: claim ? "PUT" : "DELETE" }),
    onSettled: () => refresh(client, about),
  });
}

/** The list with one file's mark changed, also on other files of the same bytes, as the server does. */
export function withMark(files: readonly FileEntry[], path: string, viewed: boolean): FileEntry[] {
  const sha256 = files.find((file) => file.path === path)?.sha256 ?? null;
  return files.map((file) => (sha256 !== null && file.sha256 === sha256 ? { ...file, viewed } : file));
}

/**
 * Marks a file as viewed. The list, known under `key`, is changed in place: with 10,000 files it is too large to load for
 * each mark.
 */
export function useMarkViewed({ place }: Discussed, key: QueryKey) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (mark: { path: string; viewed: boolean }) =>
      api<void>(`${place}/viewed`, { method: "PUT", body: mark }),
    onSuccess: (_nothing, { path, viewed }) => {
      client.setQueryData<FileEntry[]>(key, (files) => files && withMark(files, path, viewed));
    },
  });
}
