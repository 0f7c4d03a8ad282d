import { cn } from "@/components/ui/cn";
import { stripAnsi } from "@/lib/client/ansi";
import { VisibleText } from "./visible-text";

/** Text that a program wrote, without its terminal colours, in a box that scrolls when it is long; `label` names it. */
export function OutputText({ label, text, className }: { label: string; text: string; className?: string }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take focus (WCAG 2.1.1)
      tabIndex={0}
      aria-label={label}
      className={cn("own:max-h-96 overflow-auto rounded-md own:bg-sunken own:p-3", className)}
    >
      <pre className="whitespace-pre-wrap font-mono text-fg text-xs leading-5 [overflow-wrap:anywhere]">
        <VisibleText text={text.split("\n").map(stripAnsi).join("\n")} />
      </pre>
    </section>
  );
}
