"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, type UIEvent, useEffect, useRef } from "react";
import { useHydrated } from "@/lib/client/use-hydrated";
import { type LogLine, LogRow } from "./log-row";
import type { LogOptions } from "./log-toolbar";

const linePx = 20;

type LogLinesProps = {
  name: string;
  lines: readonly LogLine[];
  options: LogOptions;
  following: boolean;
  onFollow: (follow: boolean) => void;
  /** In place of lines, when there are none. */
  children: ReactNode;
};

/** The scrolling part of a LogView; only the lines near the view are rendered. */
export function LogLines({ name, lines, options, following, onFollow, children }: LogLinesProps) {
  const { scrollRef, virtualizer, onScroll } = useFollowedEnd(lines, following, onFollow);
  const hydrated = useHydrated();
  const items = virtualizer.getVirtualItems();
  return (
    <div
      ref={scrollRef}
      role="log"
      aria-label={`Log of ${name}`}
      aria-live="off"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region without focusable content must take focus (WCAG 2.1.1)
      tabIndex={0}
      onScroll={onScroll}
      className="min-h-0 flex-1 overflow-auto bg-sunken py-1.5 font-mono text-xs leading-5 focus-visible:-outline-offset-2"
    >
      {lines.length === 0 && <p className="px-3 font-sans text-muted text-sm">{children}</p>}
      <div className={options.wrap ? "" : "w-max min-w-full"}>
        {hydrated && <div aria-hidden style={{ height: items[0]?.start ?? 0 }} />}
        {items.map((item) => {
          const line = lines[item.index];
          if (!line) return null;
          return (
            <div key={item.key} ref={virtualizer.measureElement} data-index={item.index}>
              <LogRow line={line} wrap={options.wrap} time={options.times} query={options.query} />
            </div>
          );
        })}
        {hydrated && <div aria-hidden style={{ height: virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) }} />}
      </div>
    </div>
  );
}

/** Keeps the end in view while following. Only people scroll up: following only ever scrolls down. */
function useFollowedEnd(lines: readonly LogLine[], following: boolean, onFollow: (follow: boolean) => void) {
  const scrollRef = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => linePx,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 20,
  });
  useEffect(() => {
    if (following && lines.length > 0) virtualizer.scrollToIndex(lines.length - 1, { align: "end" });
  }, [following, lines, virtualizer]);
  const onScroll = ({ currentTarget: element }: UIEvent<HTMLDivElement>) => {
    const up = element.scrollTop < lastTop.current - 2;
    lastTop.current = element.scrollTop;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < linePx * 2;
    if (atEnd && !up && !following) onFollow(true);
    else if (up && !atEnd) onFollow(false);
  };
  return { scrollRef, virtualizer, onScroll };
}
