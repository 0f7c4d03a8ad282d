"use client";
import { CircleCheck, CircleX, Info, X } from "lucide-react";
import { Toast as Primitive } from "radix-ui";
import { IconButton } from "./icon-button";
import type { ShownToast } from "./toaster";

const icons = {
  success: <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />,
  danger: <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-danger" />,
  info: <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-link" />,
} as const;

export type ToastListProps = { toasts: readonly ShownToast[]; onGone: (id: number) => void };

/** The toasts that are shown, on their first use. */
export default function ToastList({ toasts, onGone }: ToastListProps) {
  return (
    <Primitive.Provider duration={6000} swipeDirection="right">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} onGone={() => onGone(toast.id)} />
      ))}
      <Primitive.Viewport className="fixed right-4 bottom-4 z-[70] flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2" />
    </Primitive.Provider>
  );
}

function ToastCard({ toast, onGone }: { toast: ShownToast; onGone: () => void }) {
  return (
    <Primitive.Root
      onOpenChange={(open) => {
        if (!open) onGone();
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
