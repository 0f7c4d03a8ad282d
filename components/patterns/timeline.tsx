import type { ReactNode } from "react";
import type { Tone } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Time } from "@/components/ui/time";

export type TimelineItem = {
  id: string;
  /** What happened, as a sentence's beginning: "Submitted", "Declined". */
  title: ReactNode;
  by?: string | null;
  at: string | null;
  icon?: ReactNode;
  tone?: Tone;
  /** Reason, comment, error. */
  body?: ReactNode;
};

const dots: Record<Tone, string> = {
  neutral: "border-line bg-raised text-muted",
  accent: "border-transparent bg-accent-soft text-link",
  success: "border-success-line bg-success-soft text-success",
  warning: "border-warning-line bg-warning-soft text-warning",
  danger: "border-danger-line bg-danger-soft text-danger",
};

/** What happened to a thing, in order. */
export function Timeline({ label, items }: { label: string; items: readonly TimelineItem[] }) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {items.map((item, index) => (
        <li key={item.id} className="relative flex gap-3 pb-4 last:pb-0">
          {index < items.length - 1 && (
            <span aria-hidden className="absolute top-6 bottom-0 left-[11.5px] w-px bg-line" />
          )}
          <span
            aria-hidden
            className={cn(
              "flex size-6 shrink-0 items-center justify-center rounded-full border [&_svg]:size-3.5",
              dots[item.tone ?? "neutral"],
            )}
          >
            {item.icon ?? <span className="size-1.5 rounded-full bg-current" />}
          </span>
          <div className="min-w-0 flex-1 pt-0.5">
            <p className="text-muted text-sm">
              <span className="font-medium text-fg">{item.title}</span>
              {item.by && ` by ${item.by}`}
              {item.at && (
                <>
                  {" · "}
                  <Time value={item.at} className="whitespace-nowrap" />
                </>
              )}
            </p>
            {item.body && <div className="mt-1 text-fg text-sm [overflow-wrap:anywhere]">{item.body}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}
