import { cn } from "./cn";

/** A key, as printed on keyboards. */
export function Kbd({ inverted, children }: { inverted?: boolean; children: string }) {
  return (
    <kbd
      className={cn(
        "inline-flex h-[18px] min-w-[18px] items-center justify-center rounded border px-1 font-sans text-2xs",
        inverted ? "border-canvas/30 text-canvas" : "border-line-strong bg-sunken text-muted",
      )}
    >
      {children}
    </kbd>
  );
}
