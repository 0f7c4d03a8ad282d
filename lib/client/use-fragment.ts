"use client";
import { useSyncExternalStore } from "react";

function watch(listener: () => void) {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

/** What stands behind `#` in the address; null on the server and in the first render. The server is never told. */
export function useFragment(): string | null {
  return useSyncExternalStore(
    watch,
    () => decodeURIComponentSafely(location.hash.slice(1)),
    () => null,
  );
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
