"use client";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { cn } from "./cn";
import { FirstUse, onDemand } from "./on-demand";
import { Slot } from "./slot";

const widths = { sm: "own:max-w-md", md: "own:max-w-lg", lg: "own:max-w-3xl" } as const;

type DialogState = { open: boolean; onOpenChange: (open: boolean) => void };

export const DialogContext = createContext<DialogState>({ open: false, onOpenChange: () => undefined });

/** What opens and closes; its content is loaded when it first opens. */
export function Dialog({ open, onOpenChange, children }: DialogState & { children: ReactNode }) {
  const state = useMemo(() => ({ open, onOpenChange }), [open, onOpenChange]);
  return <DialogContext value={state}>{children}</DialogContext>;
}

/** Its child closes the dialog, or the sheet, that it stands in. */
export function DialogClose({ children }: { asChild: true; children: ReactNode }) {
  const { onOpenChange } = useContext(DialogContext);
  return <Slot onClick={() => onOpenChange(false)}>{children}</Slot>;
}

export type DialogContentProps = {
  title: ReactNode;
  description?: ReactNode;
  size?: keyof typeof widths;
  /** For dialogs that show their own header, such as the command menu. */
  hideHeader?: boolean;
  className?: string;
  children: ReactNode;
};

const DialogPanel = onDemand(() => import("./dialog-panel"), "early");

/** A modal with title and close button; focus is kept inside and returns to where it was, with a trigger or without one. */
export function DialogContent({ size = "md", className, ...props }: DialogContentProps) {
  const state = useContext(DialogContext);
  return (
    <FirstUse when={state.open}>
      <DialogPanel {...state} {...props} className={cn(widths[size], className)} />
    </FirstUse>
  );
}

/** The scrolling part of a dialog. */
export function DialogBody({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cn("flex min-h-0 flex-col gap-4 overflow-y-auto px-5 py-3", className)}>{children}</div>;
}

/** The buttons of a dialog, the main one last. */
export function DialogFooter({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div className={cn("flex flex-wrap justify-end gap-2 border-line border-t bg-sunken px-5 py-3", className)}>
      {children}
    </div>
  );
}
