import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export type EmptyStateProps = {
  icon?: ReactNode;
  title: string;
  /** What would stand here and how it gets here. */
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
};

/** Nothing here yet: says what will be, and how to begin. */
export function EmptyState({ icon, title, children, actions, className }: EmptyStateProps) {
  return (
    <div className={cn("flex flex-col items-center px-6 own:py-12 text-center", className)}>
      {icon && (
        <div
          aria-hidden
          className="mb-3 flex size-10 items-center justify-center rounded-lg border border-line bg-sunken text-muted [&_svg]:size-5"
        >
          {icon}
        </div>
      )}
      <p className="font-medium text-base text-fg">{title}</p>
      {children && <div className="mt-1 max-w-md text-balance text-muted text-sm">{children}</div>}
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
