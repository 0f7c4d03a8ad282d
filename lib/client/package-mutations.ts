"use client";
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import type { PackageResource, ReviewBody } from "@/lib/contracts/console/wire/package";
import { api } from "./fetcher";
import { packageQueries } from "./package-queries";
import { reviewQueries } from "./review-queries";

function refresh(client: QueryClient): Promise<unknown> {
  return Promise.all([
    client.invalidateQueries({ queryKey: packageQueries.all }),
    client.invalidateQueries({ queryKey: reviewQueries.all }),
    client.invalidateQueries({ queryKey: ["agents"] }),
  ]);
}

/** The package as it will be when the decision is accepted. */
export function decided(pkg: PackageResource, { decision, body }: ReviewBody): PackageResource {
  if (decision === "comment") return pkg;
  if (decision === "decline") return { ...pkg, status: "declined", reason: body ?? null, install: null };
  if (pkg.status === "approved") return pkg;
  return { ...pkg, status: "approved", reason: null, install: { state: "queued", error: null, at: null } };
}

/** Decides on the bytes that were shown; the page shows the result at once and goes back when it is refused. */
export function useReviewPackage(id: string) {
  const client = useQueryClient();
  const key = packageQueries.one(id).queryKey;
  return useMutation({
    mutationFn: (body: ReviewBody) => api<PackageResource>(`/api/packages/${id}/review`, { method: "POST", body }),
    onMutate: async (body) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData(key);
      if (before) client.setQueryData(key, decided(before, body));
      return { before };
    },
    onError: (_error, _body, context) => {
      if (context?.before) client.setQueryData(key, context.before);
    },
    onSuccess: (pkg) => client.setQueryData(key, pkg),
    onSettled: () => refresh(client),
  });
}

/** Has the package scanned again; its findings arrive a moment later by an event. */
export function useRescanPackage(id: string) {
  return useMutation({ mutationFn: () => api<void>(`/api/packages/${id}/rescan`, { method: "POST" }) });
}
