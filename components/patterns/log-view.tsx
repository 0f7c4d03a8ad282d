"use client";
import { ArrowDown } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { stripAnsi } from "@/lib/client/ansi";
import { isAtLeast } from "@/lib/client/log-level";
import { LogLines } from "./log-lines";
import type { LogLine } from "./log-row";
import { type LogOptions, LogToolbar } from "./log-toolbar";

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
  const [options, setOptions] = useState<LogOptions>({
    query: "",
    stream: "all",
    level: null,
    wrap: false,
    times: true,
  });
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const shown = useMemo(() => filterLines(lines, options), [lines, options]);
  const last = lines.at(-1)?.id ?? 0;
  const following = pausedAt === null;
  const follow = (on: boolean) => setPausedAt((current) => (on ? null : (current ?? last)));
  const fresh = pausedAt === null ? 0 : Math.max(0, last - pausedAt);
  return (
    <div className={cn("relative flex own:h-112 min-h-0 flex-col", className)}>
      <LogToolbar
        name={name}
        lines={lines}
        shownCount={shown.length}
        state={state}
        options={options}
        onOptions={setOptions}
        following={following}
        onFollow={follow}
      />
      <LogLines name={name} lines={shown} options={options} following={following} onFollow={follow}>
        {lines.length === 0 ? emptyText : "No line matches."}
      </LogLines>
      {!following && (
        <Button
          variant="primary"
          size="sm"
          className="absolute right-4 bottom-3 shadow-pop"
          onClick={() => follow(true)}
        >
          <ArrowDown />
          {fresh > 0 ? `${fresh} new ${fresh === 1 ? "line" : "lines"}` : "Follow"}
        </Button>
      )}
    </div>
  );
}

function filterLines(lines: readonly LogLine[], { query, stream, level }: LogOptions): readonly LogLine[] {
  if (!query && stream === "all" && level === null) return lines;
  const wanted = query.toLowerCase();
  return lines.filter(
    (line) =>
      (stream === "all" || line.stream === stream) &&
      (level === null || line.stream === "mark" || isAtLeast(line.text, level)) &&
      (!wanted || stripAnsi(line.text).toLowerCase().includes(wanted)),
  );
}
