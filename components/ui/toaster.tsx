"use client";
import { type ReactNode, Suspense, useSyncExternalStore } from "react";
import { onDemand } from "./on-demand";

export type ToastMessage = {
  tone?: "success" | "danger" | "info";
  title: string;
  description?: ReactNode;
  /** For reversible acts: a button that undoes what the toast reports. */
  action?: { label: string; onSelect: () => void };
};
export type ShownToast = ToastMessage & { id: number };

const nothing: readonly ShownToast[] = [];
let shown: readonly ShownToast[] = nothing;
let lastId = 0;
const listeners = new Set<() => void>();

function publish(next: readonly ShownToast[]) {
  shown = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows a short message that goes by itself after 6 s; name the object in the title ("Approved calculator-agent"). */
export function showToast(message: ToastMessage): void {
  lastId += 1;
  publish([...shown.slice(-3), { ...message, id: lastId }]);
}

const ToastList = onDemand(() => import("./toast-list"), "early");

/** The place where toasts appear; once per page. F8 moves focus to it. */
export function Toaster() {
  const toasts = useSyncExternalStore(
    subscribe,
    () => shown,
    () => nothing,
  );
  if (toasts.length === 0) return null;
  return (
    <Suspense>
      <ToastList toasts={toasts} onGone={(id) => publish(shown.filter((other) => other.id !== id))} />
    </Suspense>
  );
}
