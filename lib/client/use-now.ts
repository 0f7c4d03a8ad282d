"use client";
import { useSyncExternalStore } from "react";

const tickMs = 30_000;
let now = 0;
let timer: number | undefined;
const listeners = new Set<() => void>();

function tick() {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= window.setInterval(tick, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

function current(): number {
  if (Date.now() - now > tickMs) now = Date.now();
  return now;
}

/** The time in milliseconds, renewed every 30 s by one clock for the page; null on the server and in the first render. */
export function useNow(): number | null {
  return useSyncExternalStore(subscribe, current, () => null);
}
