"use client";
import { Dialog as Primitive } from "radix-ui";
import { CloseCorner } from "./close-corner";
import { cn } from "./cn";
import type { SheetContentProps } from "./sheet";
import { useOpener } from "./use-opener";

export type SheetPanelProps = SheetContentProps & { open: boolean; onOpenChange: (open: boolean) => void };

/** The modal of a sheet, on its first use. */
export default function SheetPanel(props: SheetPanelProps) {
  const { open, onOpenChange, title, side = "right", hideHeader, className, onClosed, children } = props;
  const { onOpenAutoFocus, onCloseAutoFocus } = useOpener();
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
        <Primitive.Content
          aria-describedby={undefined}
          onOpenAutoFocus={onOpenAutoFocus}
          onCloseAutoFocus={onClosed ?? onCloseAutoFocus}
          className={cn(
            "fixed inset-y-0 z-50 flex own:w-[min(32rem,calc(100vw-2.5rem))] flex-col own:bg-raised shadow-pop",
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
    </Primitive.Root>
  );
}
