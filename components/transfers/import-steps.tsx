import { Check } from "lucide-react";
import { cn } from "@/components/ui/cn";

const steps = ["Choose the zip", "Check what it brings", "Import as a draft"] as const;
export type ImportStep = 0 | 1 | 2;

/** Where in the three steps of an import somebody is. */
export function ImportSteps({ current }: { current: ImportStep }) {
  return (
    <ol aria-label="Steps of the import" className="mb-5 flex flex-wrap items-center gap-x-5 gap-y-2 text-sm">
      {steps.map((label, index) => {
        const done = index < current;
        return (
          <li
            key={label}
            aria-current={index === current ? "step" : undefined}
            className={cn("flex items-center gap-2", index === current ? "font-medium text-fg" : "text-muted")}
          >
            <span
              aria-hidden
              className={cn(
                "flex size-5 items-center justify-center rounded-full border text-2xs tabular-nums [&_svg]:size-3",
                index === current ? "border-accent bg-accent text-accent-fg" : "border-control text-muted",
              )}
            >
              {done ? <Check /> : index + 1}
            </span>
            {label}
            {done && <span className="sr-only">, done</span>}
          </li>
        );
      })}
    </ol>
  );
}
