"use client";
import { CircleCheck, CircleX, Info, X } from "lucide-react";
import { Toast as Primitive } from "radix-ui";
import { type ReactNode, useSyncExternalStore } from "react";
import { IconButton } from "./icon-button";

export type ToastMessage = {
  tone?: "success" | "danger" | "info";
  title: string;
  description?: ReactNode;
  /** For reversible acts: a button that undoes what the toast reports. */
  action?: { label: string; onSelect: () => void };
};
type Shown = ToastMessage & { id: number };

const nothing: readonly Shown[] = [];
let shown: readonly Shown[] = nothing;
let lastId = 0;
const listeners = new Set<() => void>();

function publish(next: readonly Shown[]) {
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

const icons = {
  success: <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />,
  danger: <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />,
  info: <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-link" />,
} as const;

function ToastCard({ toast }: { toast: Shown }) {
  return (
    <Primitive.Root
      onOpenChange={(open) => {
        if (!open) publish(shown.filter((other) => other.id !== toast.id));
      }}
      className="flex animate-enter items-start gap-2.5 rounded-lg bg-raised p-3 shadow-pop"
    >
      {icons[toast.tone ?? "info"]}
      <div className="min-w-0 flex-1 text-sm [overflow-wrap:anywhere]">
        <Primitive.Title className="font-medium text-fg">{toast.title}</Primitive.Title>
        {toast.description && <Primitive.Description className="text-muted">{toast.description}</Primitive.Description>}
      </div>
      {toast.action && (
        <Primitive.Action
          altText={toast.action.label}
          onClick={toast.action.onSelect}
          className="h-6 shrink-0 rounded border border-line-strong px-2 font-medium text-xs hover:bg-hover"
        >
          {toast.action.label}
        </Primitive.Action>
      )}
      <Primitive.Close asChild>
        <IconButton label="Dismiss" size="sm" className="-my-1 -mr-1">
          <X />
        </IconButton>
      </Primitive.Close>
    </Primitive.Root>
  );
}

/** The place where toasts appear; once per page. F8 moves focus to it. */
export function Toaster() {
  const toasts = useSyncExternalStore(
    subscribe,
    () => shown,
    () => nothing,
  );
  if (toasts.length === 0) return null;
  return (
    <Primitive.Provider duration={6000} swipeDirection="right">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
      <Primitive.Viewport className="fixed right-4 bottom-4 z-[70] flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2" />
    </Primitive.Provider>
  );
}
