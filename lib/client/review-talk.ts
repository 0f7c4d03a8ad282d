"use client";
import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { ThreadMessage } from "@/lib/contracts/console/wire/thread";
import { api } from "./fetcher";
import { packageQueries } from "./package-queries";
import { pluginQueries } from "./plugin-queries";
import { reviewQueries } from "./review-queries";
import type { Reviewable } from "./reviewable";

type Discussed = Pick<Reviewable, "kind" | "place">;

const nouns = { package: packageQueries.all, plugin: pluginQueries.all } as const;

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
