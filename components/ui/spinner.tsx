import { LoaderCircle } from "lucide-react";
import { cn } from "./cn";

/** A turning circle. Decorative unless it gets a `label`. */
export function Spinner({ label, className }: { label?: string; className?: string }) {
  return (
    <>
      <LoaderCircle aria-hidden className={cn("size-4 animate-spin", className)} />
      {label && <span className="sr-only">{label}</span>}
    </>
  );
}
