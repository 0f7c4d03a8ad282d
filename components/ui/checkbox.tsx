"use client";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

export type CheckboxProps = Omit<ComponentProps<"input">, "type"> & {
  label: ReactNode;
  hint?: ReactNode;
  hideLabel?: boolean;
  indeterminate?: boolean;
};

/** Two elements of its own, because tables have one for each row: the box and its mark are drawn beside them. */
const box =
  "before:pointer-events-none before:absolute before:inset-1 before:rounded-[4px] before:border before:border-control before:bg-canvas checked:before:border-accent checked:before:bg-accent indeterminate:before:border-accent indeterminate:before:bg-accent disabled:before:opacity-50";
const mark =
  "after:pointer-events-none after:absolute after:inset-[7px] after:hidden after:bg-accent-fg checked:after:block checked:after:[clip-path:polygon(14%_44%,0_60%,40%_98%,100%_20%,84%_6%,39%_66%)] indeterminate:after:block indeterminate:after:[clip-path:inset(40%_0)] disabled:after:opacity-50 forced-colors:after:bg-[CanvasText]";

/** A native checkbox with its label; `indeterminate` for "some of them". */
export function Checkbox({ label, hint, hideLabel, indeterminate = false, className, ...props }: CheckboxProps) {
  const named = hideLabel && typeof label === "string";
  return (
    <label className={cn("inline-flex min-h-6 min-w-6 items-start gap-2 own:py-0.5 text-sm", className)}>
      <input
        type="checkbox"
        aria-label={named ? label : undefined}
        ref={(input) => {
          if (input) input.indeterminate = indeterminate;
        }}
        className={cn(
          "relative -m-1 -mt-0.5 size-6 shrink-0 appearance-none rounded-md focus-visible:-outline-offset-1",
          box,
          mark,
        )}
        {...props}
      />
      {!named && (
        <span className={hideLabel ? "sr-only" : "text-fg"}>
          {label}
          {hint && <span className="block text-muted text-xs">{hint}</span>}
        </span>
      )}
    </label>
  );
}
