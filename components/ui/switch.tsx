import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

export type SwitchProps = Omit<ComponentProps<"input">, "type" | "role"> & { label: ReactNode; hint?: ReactNode };

/** An on/off switch that takes effect at once; use a checkbox where a form is submitted later. */
export function Switch({ label, hint, className, ...props }: SwitchProps) {
  return (
    <label className={cn("flex items-start justify-between gap-4 text-sm", className)}>
      <span className="text-fg">
        {label}
        {hint && <span className="block text-muted text-xs">{hint}</span>}
      </span>
      <span className="relative inline-flex h-5 w-9 shrink-0">
        <input
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox gives its own checked state
          role="switch"
          className="peer h-5 w-9 appearance-none rounded-full bg-control transition-colors checked:bg-accent disabled:opacity-50"
          {...props}
        />
        <span
          aria-hidden
          className="pointer-events-none absolute top-0.5 left-0.5 size-4 rounded-full bg-white shadow-low transition-transform peer-checked:translate-x-4"
        />
      </span>
    </label>
  );
}
