import { cn } from "./cn";

/** A bar from 0 to 1; null while the extent is unknown. The native element needs no inline style. */
export function Progress({ label, value, className }: { label: string; value: number | null; className?: string }) {
  return (
    <progress
      aria-label={label}
      max={1}
      value={value ?? undefined}
      className={cn(
        "block h-1.5 w-full appearance-none overflow-hidden rounded-full [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[width]",
        value === null
          ? "animate-pulse bg-accent [&::-webkit-progress-bar]:bg-accent/60"
          : "bg-active [&::-webkit-progress-bar]:bg-active",
        className,
      )}
    />
  );
}
