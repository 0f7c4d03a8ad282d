import type { ComponentProps } from "react";
import { cn } from "./cn";

type LabelProps = ComponentProps<"label"> & { htmlFor: string; required?: boolean };

/** A label for the control with the id `htmlFor`. */
export function Label({ htmlFor, required, className, children, ...props }: LabelProps) {
  return (
    <label htmlFor={htmlFor} className={cn("font-medium text-fg text-sm", className)} {...props}>
      {children}
      {required && (
        <span aria-hidden className="ml-0.5 text-danger">
          *
        </span>
      )}
    </label>
  );
}
