import type { ComponentProps } from "react";
import { cn } from "./cn";

export const controlStyles =
  "own:w-full rounded-md border border-control bg-canvas text-fg shadow-low transition-colors hover:border-muted aria-invalid:border-danger disabled:cursor-not-allowed disabled:bg-hover disabled:text-muted focus-visible:outline-offset-0";

/** A one-line text input. On touch screens it is 16 px so that phones do not zoom. */
export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input className={cn(controlStyles, "h-8 px-2.5 own:text-sm pointer-coarse:text-lg", className)} {...props} />;
}
