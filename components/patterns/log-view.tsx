"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown } from "lucide-react";
import { type UIEvent, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { stripAnsi } from "@/lib/client/ansi";
import { type LogLine, LogRow } from "./log-row";
import { type LogOptions, LogToolbar } from "./log-toolbar";

const linePx = 20;

export type LogViewProps = {
  /** Names the view and the downloaded file: "calculator-agent". */
  name: string;
  /** Oldest first; drop the oldest when there are too many, the ids keep counting. */
  lines: readonly LogLine[];
  state: "live" | "connecting" | "ended";
  /** Instead of lines that do not exist yet. */
  emptyText?: string;
  /** Sets the height; default 28 rem. */
  className?: string;
};

/** Log lines as they come. Follows the end until one scrolls up or pauses; then it counts what is new. */
export function LogView({ name, lines, state, emptyText = "No output yet.", className }: LogViewProps) {
  const [options, setOptions] = useState<LogOptions>({ query: "", stream: "all", wrap: false, times: true });
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const shown = useMemo(() => filterLines(lines, options), [lines, options]);
  const scroll = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const last = lines.at(-1)?.id ?? 0;
  const following = pausedAt === null;
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => linePx,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: 20,
  });
  useEffect(() => {
    if (following && shown.length > 0) virtualizer.scrollToIndex(shown.length - 1, { align: "end" });
  }, [following, shown, virtualizer]);
  /** Only people scroll up; following only ever scrolls down. */
  const scrolled = ({ currentTarget: element }: UIEvent<HTMLDivElement>) => {
    const up = element.scrollTop < lastTop.current - 2;
    lastTop.current = element.scrollTop;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < linePx * 2;
    if (atEnd && !up) setPausedAt(null);
    else if (up && !atEnd) setPausedAt((current) => current ?? last);
  };
  const fresh = pausedAt === null ? 0 : Math.max(0, last - pausedAt);
  const items = virtualizer.getVirtualItems();
  return (
    <div className={cn("relative flex h-112 min-h-0 flex-col", className)}>
      <LogToolbar
        name={name}
        lines={lines}
        shownCount={shown.length}
        state={state}
        options={options}
        onOptions={setOptions}
        following={following}
        onFollow={(follow) => setPausedAt(follow ? null : last)}
      />
      <div
        ref={scroll}
        role="log"
        aria-label={`Log of ${name}`}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region without focusable content must take focus (WCAG 2.1.1)
        tabIndex={0}
        onScroll={scrolled}
        className="min-h-0 flex-1 overflow-auto bg-sunken py-1.5 font-mono text-xs leading-5 focus-visible:-outline-offset-2"
      >
        {shown.length === 0 && (
          <p className="px-3 font-sans text-muted text-sm">{lines.length === 0 ? emptyText : "No line matches."}</p>
        )}
        <div className={options.wrap ? "" : "w-max min-w-full"}>
          <div aria-hidden style={{ height: items[0]?.start ?? 0 }} />
          {items.map((item) => {
            const line = shown[item.index];
            if (!line) return null;
            return (
              <div key={item.key} ref={virtualizer.measureElement} data-index={item.index}>
                <LogRow line={line} wrap={options.wrap} time={options.times} query={options.query} />
              </div>
            );
          })}
          <div aria-hidden style={{ height: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) }} />
        </div>
      </div>
      {!following && (
        <Button
          variant="primary"
          size="sm"
          className="absolute right-4 bottom-3 shadow-pop"
          onClick={() => setPausedAt(null)}
        >
          <ArrowDown />
          {fresh > 0 ? `${fresh} new ${fresh === 1 ? "line" : "lines"}` : "Follow"}
        </Button>
      )}
    </div>
  );
}

function filterLines(lines: readonly LogLine[], { query, stream }: LogOptions): readonly LogLine[] {
  if (!query && stream === "all") return lines;
  const wanted = query.toLowerCase();
  return lines.filter(
    (line) =>
      (stream === "all" || line.stream === stream) && (!wanted || stripAnsi(line.text).toLowerCase().includes(wanted)),
  );
}
