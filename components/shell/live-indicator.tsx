import { cn } from "@/components/ui/cn";
import type { LiveState } from "@/lib/client/live-events";

const looks = {
  connecting: { text: "Connecting…", dot: "bg-control" },
  live: { text: "Live", dot: "bg-success" },
  interrupted: { text: "Updates interrupted, reconnecting…", dot: "bg-warning" },
} as const satisfies Record<LiveState, { text: string; dot: string }>;

/** Says whether the page updates by itself at the moment. */
export function LiveIndicator({ state }: { state: LiveState }) {
  const { text, dot } = looks[state];
  return (
    <p
      role="status"
      className={cn("flex items-center gap-2 px-2 text-xs", state === "interrupted" ? "text-warning" : "text-muted")}
    >
      <span aria-hidden className={cn("size-1.5 shrink-0 rounded-full", dot)} />
      {text}
    </p>
  );
}
