"use client";
import { Check, Minus } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

export type CheckboxProps = Omit<ComponentProps<"input">, "type"> & {
  label: ReactNode;
  hint?: ReactNode;
  hideLabel?: boolean;
  indeterminate?: boolean;
};

/** A native checkbox with its label; `indeterminate` for "some of them". */
export function Checkbox({ label, hint, hideLabel, indeterminate = false, className, ...props }: CheckboxProps) {
  const Mark = indeterminate ? Minus : Check;
  return (
    <label className={cn("inline-flex min-h-6 min-w-6 items-start gap-2 py-0.5 text-sm", className)}>
      <span className="relative mt-0.5 inline-flex size-4 shrink-0">
        <input
          type="checkbox"
          ref={(input) => {
            if (input) input.indeterminate = indeterminate;
          }}
          className="peer absolute -inset-1 size-6 appearance-none rounded-md focus-visible:-outline-offset-1"
          {...props}
        />
        <span
          aria-hidden
          className="pointer-events-none flex size-4 items-center justify-center rounded-[4px] border border-control bg-canvas text-transparent peer-checked:border-accent peer-checked:bg-accent peer-checked:text-accent-fg peer-indeterminate:border-accent peer-indeterminate:bg-accent peer-indeterminate:text-accent-fg peer-disabled:opacity-50"
        >
          <Mark strokeWidth={3} className="size-3" />
        </span>
      </span>
      <span className={hideLabel ? "sr-only" : "text-fg"}>
        {label}
        {hint && <span className="block text-muted text-xs">{hint}</span>}
      </span>
    </label>
  );
}
