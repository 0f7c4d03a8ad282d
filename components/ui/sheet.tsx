"use client";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { CloseCorner } from "./dialog";

export const Sheet = Primitive.Root;
export const SheetTrigger = Primitive.Trigger;
export const SheetClose = Primitive.Close;

export type SheetContentProps = {
  title: ReactNode;
  side?: "left" | "right";
  hideHeader?: boolean;
  className?: string;
  /** For a panel without a trigger: puts the focus where it was before. */
  onClosed?: () => void;
  children: ReactNode;
};

/** A modal panel at the side of the screen: peek views, and the navigation on narrow screens. */
export function SheetContent({ title, side = "right", hideHeader, className, onClosed, children }: SheetContentProps) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
      <Primitive.Content
        aria-describedby={undefined}
        onCloseAutoFocus={onClosed}
        className={cn(
          "fixed inset-y-0 z-50 flex w-[min(32rem,calc(100vw-2.5rem))] flex-col bg-raised shadow-pop",
          side === "right" ? "right-0 animate-slide-right" : "left-0 animate-slide-left",
          className,
        )}
      >
        {hideHeader ? (
          <Primitive.Title className="sr-only">{title}</Primitive.Title>
        ) : (
          <Primitive.Title className="truncate border-line border-b py-3 pr-12 pl-4 font-semibold text-base">
            {title}
          </Primitive.Title>
        )}
        <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        {!hideHeader && <CloseCorner className="top-2.5" />}
      </Primitive.Content>
    </Primitive.Portal>
  );
}
