"use client";
import { X } from "lucide-react";
import { Dialog as Primitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { IconButton } from "./icon-button";

export const Sheet = Primitive.Root;
export const SheetTrigger = Primitive.Trigger;
export const SheetClose = Primitive.Close;

export type SheetContentProps = {
  title: ReactNode;
  side?: "left" | "right";
  hideHeader?: boolean;
  className?: string;
  children: ReactNode;
};

/** A modal panel at the side of the screen: peek views, and the navigation on narrow screens. */
export function SheetContent({ title, side = "right", hideHeader, className, children }: SheetContentProps) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
      <Primitive.Content
        aria-describedby={undefined}
        className={cn(
          "fixed inset-y-0 z-50 flex w-[min(32rem,calc(100vw-2.5rem))] flex-col bg-raised shadow-pop",
          side === "right" ? "right-0 animate-slide-right" : "left-0 animate-slide-left",
          className,
        )}
      >
        {hideHeader ? (
          <Primitive.Title className="sr-only">{title}</Primitive.Title>
        ) : (
          <div className="flex items-center justify-between gap-4 border-line border-b px-4 py-2.5">
            <Primitive.Title className="truncate font-semibold text-base">{title}</Primitive.Title>
            <Primitive.Close asChild>
              <IconButton label="Close" size="sm">
                <X />
              </IconButton>
            </Primitive.Close>
          </div>
        )}
        <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
      </Primitive.Content>
    </Primitive.Portal>
  );
}
