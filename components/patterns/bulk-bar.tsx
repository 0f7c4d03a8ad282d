"use client";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { useHotkeys } from "@/lib/client/use-hotkeys";

export type BulkBarProps = {
  count: number;
  /** While something runs: "120 of 300". */
  progress?: string | null;
  onClear: () => void;
  /** Buttons of what can be done. */
  children: ReactNode;
};

/** What can be done with the chosen rows, at the edge of the window while there are any. Esc gives the choice up. */
export function BulkBar({ count, progress, onClear, children }: BulkBarProps) {
  useHotkeys({ escape: onClear }, count > 0);
  if (count === 0) return null;
  return (
    <div className="pointer-events-none sticky bottom-4 z-20 mt-2 flex justify-center">
      <section
        aria-label="Chosen rows"
        className="pointer-events-auto flex max-w-full animate-enter flex-wrap items-center gap-2 rounded-xl bg-raised p-2 pl-3 shadow-pop"
      >
        <span role="status" className="mr-1 text-fg text-sm tabular-nums">
          {progress ?? `${count} selected`}
        </span>
        {children}
        <IconButton size="sm" label="Clear selection" shortcut="Esc" onClick={onClear}>
          <X />
        </IconButton>
      </section>
    </div>
  );
}
