import { cn } from "./cn";

/** A grey block where content will be. The view that loads announces itself; the block stays silent. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("own:h-4 animate-pulse rounded bg-active", className)} />;
}

const widths = ["w-full", "w-11/12", "w-4/5", "w-full", "w-3/4", "w-5/6"] as const;

/** Several lines of text to come. */
export function SkeletonLines({ lines = 4, className }: { lines?: number; className?: string }) {
  return (
    <div className={cn("flex flex-col gap-2.5", className)}>
      {Array.from({ length: lines }, (_, index) => index).map((index) => (
        <Skeleton key={index} className={widths[index % widths.length]} />
      ))}
    </div>
  );
}
