import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** A list with lines between its items that scrolls when it is long, by the keyboard too. */
export function ScrollList({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <ul
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it by the arrow keys
      tabIndex={0}
      className={cn("own:max-h-96 divide-y divide-line overflow-y-auto", className)}
    >
      {children}
    </ul>
  );
}
