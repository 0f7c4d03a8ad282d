"use client";
import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { Button } from "./button";
import { cn } from "./cn";

export const Dialog = Primitive.Root;
export const DialogTrigger = Primitive.Trigger;
export const DialogClose = Primitive.Close;

const widths = { sm: "max-w-md", md: "max-w-lg", lg: "max-w-3xl" } as const;

export type DialogContentProps = {
  title: ReactNode;
  description?: ReactNode;
  size?: keyof typeof widths;
  /** For dialogs that show their own header, such as the command menu. */
  hideHeader?: boolean;
  className?: string;
  children: ReactNode;
};

/** A modal with title and close button; focus is kept inside and returns to where it was, with a trigger or without one. */
export function DialogContent({
  title,
  description,
  size = "md",
  hideHeader,
  className,
  children,
}: DialogContentProps) {
  const opener = useRef<Element | null>(null);
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
      <Primitive.Content
        {...(description ? {} : { "aria-describedby": undefined })}
        // Radix gives focus back to a trigger only; most dialogs are opened by state.
        onOpenAutoFocus={() => {
          opener.current = document.activeElement;
        }}
        onCloseAutoFocus={(event) => {
          if (!(opener.current instanceof HTMLElement) || !opener.current.isConnected) return;
          event.preventDefault();
          opener.current.focus();
        }}
        className={cn(
          "fixed top-[max(1rem,12vh)] left-1/2 z-50 flex max-h-[calc(100dvh-max(2rem,16vh))] w-[calc(100vw-2rem)] -translate-x-1/2 animate-enter flex-col overflow-hidden rounded-xl bg-raised shadow-pop",
          widths[size],
          className,
        )}
      >
        <div className={hideHeader ? "sr-only" : "px-5 pt-4 pr-12 pb-1"}>
          <Primitive.Title className="font-semibold text-fg text-lg [overflow-wrap:anywhere]">{title}</Primitive.Title>
          {description && (
            <Primitive.Description className="mt-0.5 text-muted text-sm">{description}</Primitive.Description>
          )}
        </div>
        {children}
        {!hideHeader && <CloseCorner />}
      </Primitive.Content>
    </Primitive.Portal>
  );
}

/** Last in the markup, so that opening a dialog puts the focus on its content instead. */
export function CloseCorner({ className }: { className?: string }) {
  return (
    <Primitive.Close asChild>
      <Button
        aria-label="Close"
        variant="ghost"
        size="sm"
        className={cn("absolute top-3.5 right-3.5 size-7 px-0", className)}
      >
        <X />
      </Button>
    </Primitive.Close>
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
