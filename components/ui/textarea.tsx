import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlStyles } from "./input";

/** A text area; `mono` for code and JSON. */
export function Textarea({ mono, className, ...props }: ComponentProps<"textarea"> & { mono?: boolean }) {
  return (
    <textarea
      className={cn(
        controlStyles,
        "own:min-h-20 resize-y px-2.5 py-1.5 pointer-coarse:text-lg",
        mono ? "font-mono text-xs" : "text-sm",
        className,
      )}
      spellCheck={mono ? false : undefined}
      {...props}
    />
  );
}
