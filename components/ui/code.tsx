import { cn } from "./cn";

/** Code, a name or an id within a sentence. */
export function Code({ className, children }: { className?: string; children: React.ReactNode }) {
  return (
    <code
      className={cn("rounded bg-hover px-1 py-px font-mono text-[0.92em] text-fg [overflow-wrap:anywhere]", className)}
    >
      {children}
    </code>
  );
}
