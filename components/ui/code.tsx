import { cn } from "./cn";

/** Code, a name or an id within a sentence. */
export function Code({ className, children }: { className?: string; children: React.ReactNode }) {
  return (
    <code
      className={cn(
        "rounded bg-hover own:px-1 own:py-px font-mono own:text-[0.92em] own:text-fg [overflow-wrap:anywhere]",
        className,
      )}
    >
      {children}
    </code>
  );
}
