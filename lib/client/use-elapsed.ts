"use client";
import { useSyncExternalStore } from "react";

let timer: ReturnType<typeof setInterval> | undefined;
let second = 0;
const listeners = new Set<() => void>();

function tick() {
  second = Math.floor(Date.now() / 1000);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(tick, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    second = 0;
  };
}

function current(): number {
  if (second === 0) second = Math.floor(Date.now() / 1000);
  return second;
}

/** Seconds since a moment (ISO 8601), counting; null on the server and in the first render. Never negative. */
export function useElapsed(since: string): number | null {
  const now = useSyncExternalStore(subscribe, current, () => null);
  return now === null ? null : Math.max(0, now - Math.floor(Date.parse(since) / 1000));
}
