import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A region that scrolls by itself; it takes focus so that the keyboard can scroll it too. */
export function ScrollArea({ label, className, ...props }: ComponentProps<"section"> & { label: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region without focusable content must take focus (WCAG 2.1.1)
      tabIndex={0}
      className={cn("overflow-auto focus-visible:outline-offset-[-2px] [scrollbar-width:thin]", className)}
      {...props}
    />
  );
}
