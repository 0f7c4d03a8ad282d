"use client";
import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False on the server and in the first render, true afterwards: for what must not be in the server's HTML. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
