"use client";
import { type KeyboardEvent, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { onDemand } from "@/components/ui/on-demand";
import { type Severity, SeverityBadge } from "@/components/ui/status-badge";
import { type HighlightedLine, languageOf } from "@/lib/client/highlight";
import { useHighlighted } from "@/lib/client/use-highlighted";
import { useHydrated } from "@/lib/client/use-hydrated";
import { CodeLine } from "./code-line";
import { beginningOf, type VisiblePart } from "./visible-part";

const linePx = 20;
const plainLines = 500;

const LineWindow = onDemand(() => import("./line-window"), "early");

export type CodeFinding = { id: string; line: number; severity: Severity; message: string; code?: string };
export type CodeViewProps = {
  text: string;
  /** Names the view and gives the language where `language` does not. */
  path: string;
  language?: string | null;
  findings?: readonly CodeFinding[];
  /** Scrolled to and marked; counts from 1. */
  selectedLine?: number | null;
  onSelectLine?: (line: number) => void;
  /** Below a line: a comment thread, a form. */
  renderBelow?: (line: number) => ReactNode;
  className?: string;
};

/** A file to read: numbers with addresses (#L12), colours, findings on their lines. Only what is near the view is rendered. */
export function CodeView(props: CodeViewProps) {
  const { text, path, language, findings, selectedLine, className } = props;
  const lines = useMemo(() => text.replace(/\r\n/g, "\n").replace(/\n$/, "").split("\n"), [text]);
  const coloured = useHighlighted(lines.length > 0 ? lines.join("\n") : "", languageOf(path, language));
  const byLine = useMemo(() => groupByLine(findings ?? []), [findings]);
  const { scrollRef, setNear, long, visible, before, after, measure } = useVisibleLines(
    lines.length,
    selectedLine ?? null,
  );
  return (
    <section
      ref={scrollRef}
      aria-label={path}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region without focusable content must take focus (WCAG 2.1.1)
      tabIndex={0}
      onKeyDown={moveLine}
      className={cn("own:max-h-[75dvh] overflow-auto bg-canvas py-1.5 focus-visible:-outline-offset-2", className)}
    >
      {long && (
        <Suspense>
          <LineWindow
            count={lines.length}
            estimatedPx={linePx}
            scrollRef={scrollRef}
            selectedLine={selectedLine ?? null}
            onChange={setNear}
          />
        </Suspense>
      )}
      <div className="w-max min-w-full font-mono text-xs leading-5">
        {before > 0 && <div aria-hidden style={{ height: before }} />}
        {visible.map((index) => (
          <Line
            key={index}
            number={index + 1}
            text={lines[index] ?? ""}
            tokens={coloured[index]}
            findings={byLine.get(index + 1)}
            selected={selectedLine === index + 1}
            measure={measure}
            tabStop={index + 1 === (selectedLine ?? (visible[0] ?? 0) + 1)}
            onSelectLine={props.onSelectLine}
            below={props.renderBelow?.(index + 1)}
          />
        ))}
        {after > 0 && <div aria-hidden style={{ height: after }} />}
      </div>
    </section>
  );
}

/** The line numbers are one tab stop; the arrow keys go from number to number. */
function moveLine(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !(event.target instanceof HTMLElement) || !event.target.dataset.line) return;
  const next = Number(event.target.dataset.line) + step;
  event.preventDefault();
  event.currentTarget.querySelector<HTMLElement>(`[data-line="${next}"]`)?.focus();
}

function groupByLine(findings: readonly CodeFinding[]): Map<number, CodeFinding[]> {
  const groups = new Map<number, CodeFinding[]>();
  for (const finding of findings) groups.set(finding.line, [...(groups.get(finding.line) ?? []), finding]);
  return groups;
}

/** Which lines to render: short files are rendered whole, of longer ones the beginning until something follows their scrolling. */
function useVisibleLines(count: number, selectedLine: number | null) {
  const scrollRef = useRef<HTMLElement>(null);
  const long = useHydrated() && count > plainLines;
  const [near, setNear] = useState<VisiblePart | null>(null);
  useEffect(() => {
    if (selectedLine === null || long) return;
    scrollRef.current?.querySelector(`[data-index="${selectedLine - 1}"]`)?.scrollIntoView({ block: "nearest" });
  }, [selectedLine, long]);
  return { scrollRef, setNear, long, ...((long && near) || beginningOf(count, long ? plainLines : count, linePx)) };
}

type LineProps = {
  number: number;
  text: string;
  tokens: HighlightedLine | undefined;
  findings: readonly CodeFinding[] | undefined;
  selected: boolean;
  measure: ((element: HTMLElement | null) => void) | undefined;
  tabStop: boolean;
  onSelectLine: ((line: number) => void) | undefined;
  below: ReactNode;
};

function Line({ number, text, tokens, findings, selected, measure, tabStop, onSelectLine, below }: LineProps) {
  const worst = findings?.[0]?.severity;
  const marked = worst === "high" ? "bg-danger-soft" : worst && "bg-warning-soft";
  return (
    <div ref={measure} data-index={number - 1} id={`L${number}`}>
      <div className={cn("flex", selected ? "bg-accent-soft" : marked)}>
        <a
          href={`#L${number}`}
          aria-label={`Line ${number}`}
          data-line={number}
          tabIndex={tabStop ? 0 : -1}
          onClick={onSelectLine && (() => onSelectLine(number))}
          className={cn(
            "sticky left-0 w-14 shrink-0 select-none bg-canvas pr-3 text-right tabular-nums hover:text-fg focus-visible:-outline-offset-2",
            selected ? "font-semibold text-fg" : "text-subtle",
          )}
        >
          {number}
        </a>
        <code className="whitespace-pre pr-4 pl-2">
          <CodeLine text={text} tokens={tokens} />
          {text === "" && "\u200b"}
        </code>
      </div>
      {findings?.map((finding) => (
        <LineFinding key={finding.id} finding={finding} />
      ))}
      {below}
    </div>
  );
}

function LineFinding({ finding }: { finding: CodeFinding }) {
  return (
    <div className="sticky left-14 my-1 ml-14 flex w-fit max-w-[min(40rem,75vw)] items-start gap-2 rounded-md border border-line bg-raised px-2 py-1.5 font-sans text-sm shadow-low">
      <SeverityBadge severity={finding.severity} />
      <span className="min-w-0 text-fg [overflow-wrap:anywhere]">
        {finding.message}
        {finding.code && <code className="ml-2 font-mono text-subtle text-xs">{finding.code}</code>}
      </span>
    </div>
  );
}
