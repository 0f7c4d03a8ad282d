"use client";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { CloseCorner } from "./close-corner";
import { cn } from "./cn";
import { useOpener } from "./use-opener";

export type DialogPanelProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  hideHeader?: boolean;
  className: string;
  children: ReactNode;
};

/** The modal of a dialog, on its first use. */
export default function DialogPanel(props: DialogPanelProps) {
  const { open, onOpenChange, title, description, hideHeader, className, children } = props;
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
        <Primitive.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          {...useOpener()}
          className={cn(
            "fixed top-[max(1rem,12vh)] left-1/2 z-50 flex max-h-[calc(100dvh-max(2rem,16vh))] w-[calc(100vw-2rem)] -translate-x-1/2 animate-enter flex-col overflow-hidden rounded-xl bg-raised shadow-pop",
            className,
          )}
        >
          <div className={hideHeader ? "sr-only" : "px-5 pt-4 pr-12 pb-1"}>
            <Primitive.Title className="font-semibold text-fg text-lg [overflow-wrap:anywhere]">
              {title}
            </Primitive.Title>
            {description && (
              <Primitive.Description className="mt-0.5 text-muted text-sm">{description}</Primitive.Description>
            )}
          </div>
          {children}
          {!hideHeader && <CloseCorner />}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
