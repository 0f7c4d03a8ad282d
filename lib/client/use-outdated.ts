"use client";
import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";

/** Whether something changed on the server since a query was read that does not read itself again. */
export function useOutdated(queryKey: QueryKey): boolean {
  const client = useQueryClient();
  const subscribe = useCallback((changed: () => void) => client.getQueryCache().subscribe(changed), [client]);
  return useSyncExternalStore(
    subscribe,
    () => {
      const state = client.getQueryState(queryKey);
      // While it reads itself again, or has failed to, there is nothing to offer.
      if (!state) return false;
      return state.isInvalidated && state.fetchStatus === "idle" && state.status !== "error";
    },
    () => false,
  );
}
