import type { ComponentProps } from "react";
import { cn } from "./cn";
import { Slot } from "./slot";
import { Spinner } from "./spinner";

const base =
  "inline-flex shrink-0 select-none items-center own:justify-center gap-1.5 whitespace-nowrap rounded-md own:font-medium transition-colors duration-100 aria-disabled:opacity-50 disabled:pointer-events-none disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0";
const variants = {
  primary: "own:bg-accent own:text-accent-fg own:shadow-low hover:bg-accent-hover",
  secondary: "border own:border-line-strong own:bg-raised own:text-fg own:shadow-low hover:bg-hover active:bg-active",
  ghost: "own:text-muted hover:bg-hover hover:text-fg active:bg-active",
  danger: "own:bg-danger-solid own:text-white own:shadow-low hover:bg-danger-solid-hover",
  "danger-outline": "border own:border-line-strong own:bg-raised own:text-danger own:shadow-low hover:bg-danger-soft",
} as const;
const sizes = {
  sm: "own:h-7 own:px-2 text-xs",
  md: "own:h-8 own:px-3 text-sm",
  lg: "own:h-9 own:px-4 text-base",
} as const;

type Look = { variant?: keyof typeof variants; size?: keyof typeof sizes };

/** The classes of a button, for what is one in another element. */
export function buttonStyles({ variant = "secondary", size = "md" }: Look): string {
  return cn(base, variants[variant], sizes[size]);
}

export type ButtonProps = ComponentProps<"button"> & Look & { asChild?: boolean; loading?: boolean };

/** A button; `loading` shows a spinner and blocks further clicks without losing focus. `asChild` styles a link. */
export function Button({ variant, size, asChild, loading, className, children, onClick, ...props }: ButtonProps) {
  const classes = cn(buttonStyles({ variant, size }), className);
  if (asChild) {
    return (
      <Slot className={classes} {...props}>
        {children}
      </Slot>
    );
  }
  return (
    <button
      type="button"
      className={classes}
      aria-disabled={loading || undefined}
      aria-busy={loading || undefined}
      onClick={loading ? (event) => event.preventDefault() : onClick}
      {...props}
    >
      {loading && <Spinner />}
      {children}
    </button>
  );
}
