"use client";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { SkeletonLines } from "@/components/ui/skeleton";
import { describeError, ErrorState } from "./error-state";

/** What QueryView needs of a TanStack Query result; useQuery and useInfiniteQuery both fit. */
export type ViewedQuery<T> = {
  data: T | undefined;
  error: Error | null;
  isFetching: boolean;
  refetch: () => unknown;
};

export type QueryViewProps<T> = {
  query: ViewedQuery<T>;
  /** Names what loads, for screen readers and the error's title: "the agents". */
  what: string;
  skeleton?: ReactNode;
  isEmpty?: (data: T) => boolean;
  empty?: ReactNode;
  children: (data: T) => ReactNode;
};

/** The four states of anything that loads: skeleton, error, empty, data. Data that is shown stays when a reload fails. */
export function QueryView<T>({ query, what, skeleton, isEmpty, empty, children }: QueryViewProps<T>) {
  const retry = () => void query.refetch();
  if (query.data === undefined) {
    if (query.error) {
      return (
        <ErrorState title={`Could not load ${what}`} error={query.error} onRetry={retry} retrying={query.isFetching} />
      );
    }
    return (
      <div aria-busy="true">
        <span role="status" className="sr-only">
          Loading {what}
        </span>
        {skeleton ?? <SkeletonLines className="py-4" />}
      </div>
    );
  }
  return (
    <>
      {query.error && (
        <Alert
          tone="warning"
          className="mb-4"
          title={`Could not refresh ${what}; this may be out of date`}
          actions={
            <Button size="sm" onClick={retry} loading={query.isFetching}>
              Try again
            </Button>
          }
        >
          {describeError(query.error).message}
        </Alert>
      )}
      {isEmpty?.(query.data) && empty ? empty : children(query.data)}
    </>
  );
}
