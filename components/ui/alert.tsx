import { CircleCheck, CircleX, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const looks = {
  info: { icon: Info, box: "border-line bg-sunken", mark: "text-link" },
  success: { icon: CircleCheck, box: "border-success-line bg-success-soft", mark: "text-success" },
  warning: { icon: TriangleAlert, box: "border-warning-line bg-warning-soft", mark: "text-warning" },
  danger: { icon: CircleX, box: "border-danger-line bg-danger-soft", mark: "text-danger" },
} as const satisfies Record<string, { icon: LucideIcon; box: string; mark: string }>;

export type AlertProps = {
  tone?: keyof typeof looks;
  title: ReactNode;
  actions?: ReactNode;
  /** Read aloud when it appears; for what the user's own act brought about. */
  live?: boolean;
  className?: string;
  children?: ReactNode;
};

/** A message that stays in the page. */
export function Alert({ tone = "info", title, actions, live, className, children }: AlertProps) {
  const look = looks[tone];
  const Icon = look.icon;
  return (
    <div
      role={live ? "alert" : undefined}
      className={cn("flex gap-2.5 rounded-lg border px-3 py-2.5", look.box, className)}
    >
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", look.mark)} />
      <div className="min-w-0 flex-1 text-sm">
        <p className="font-medium text-fg">{title}</p>
        {children && <div className="mt-0.5 text-fg/85 [overflow-wrap:anywhere]">{children}</div>}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
