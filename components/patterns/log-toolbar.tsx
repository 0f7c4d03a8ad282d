"use client";
import { CirclePause, Clock, Download, Radio, WrapText } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/icon-button";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { Spinner } from "@/components/ui/spinner";
import { stripAnsi } from "@/lib/client/ansi";
import { type LogLevel, logLevels } from "@/lib/client/log-level";
import type { LogLine } from "./log-row";

export type LogOptions = {
  query: string;
  stream: "all" | Exclude<LogLine["stream"], "mark">;
  /** What is at least so grave; null: everything. */
  level: LogLevel | null;
  wrap: boolean;
  times: boolean;
};

const streams = [
  { value: "all", label: "All output" },
  { value: "stdout", label: "stdout" },
  { value: "stderr", label: "stderr" },
  { value: "platform", label: "Muster" },
] as const;

const levels = [
  { value: "all", label: "All levels" },
  { value: "error", label: "Errors" },
  { value: "warning", label: "Warnings and worse" },
  { value: "info", label: "Info and worse" },
] as const;

function saveLines(name: string, lines: readonly LogLine[]) {
  const text = lines.map((line) => `${line.at ?? ""} ${line.stream} ${stripAnsi(line.text)}\n`).join("");
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = `${name}.log`;
  anchor.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

type ToolbarProps = {
  name: string;
  lines: readonly LogLine[];
  shownCount: number;
  state: "live" | "connecting" | "ended";
  options: LogOptions;
  onOptions: (options: LogOptions) => void;
  following: boolean;
  onFollow: (follow: boolean) => void;
};

/** Search, filter and switches of a LogView. */
export function LogToolbar({ name, lines, shownCount, state, options, onOptions, following, onFollow }: ToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b px-3 py-2">
      <SearchInput
        label={`Search the log of ${name}`}
        placeholder="Search"
        className="min-w-36 flex-1"
        value={options.query}
        onChange={(event) => onOptions({ ...options, query: event.target.value })}
      />
      <Select
        aria-label="Output"
        className="w-32"
        options={streams}
        value={options.stream}
        onChange={(event) => {
          const stream = streams.find(({ value }) => value === event.target.value)?.value ?? "all";
          onOptions({ ...options, stream });
        }}
      />
      <Select
        aria-label="Level"
        className="w-44"
        options={levels}
        value={options.level ?? "all"}
        onChange={(event) =>
          onOptions({ ...options, level: logLevels.find((level) => level === event.target.value) ?? null })
        }
      />
      {options.query && (
        <span role="status" className="text-muted text-xs">
          {shownCount} {shownCount === 1 ? "match" : "matches"}
        </span>
      )}
      <StateBadge state={following || state !== "live" ? state : "paused"} />
      <div className="flex">
        <IconButton
          size="sm"
          label={following ? "Pause" : "Follow"}
          aria-pressed={!following}
          onClick={() => onFollow(!following)}
        >
          {following ? <CirclePause /> : <Radio />}
        </IconButton>
        <Toggle
          label="Wrap lines"
          on={options.wrap}
          onToggle={(wrap) => onOptions({ ...options, wrap })}
          icon={<WrapText />}
        />
        <Toggle
          label="Show times"
          on={options.times}
          onToggle={(times) => onOptions({ ...options, times })}
          icon={<Clock />}
        />
        <IconButton size="sm" label="Download log" disabled={lines.length === 0} onClick={() => saveLines(name, lines)}>
          <Download />
        </IconButton>
      </div>
    </div>
  );
}

type ToggleProps = { label: string; on: boolean; onToggle: (on: boolean) => void; icon: React.ReactNode };

function Toggle({ label, on, onToggle, icon }: ToggleProps) {
  return (
    <IconButton
      size="sm"
      label={label}
      aria-pressed={on}
      className="aria-pressed:bg-active aria-pressed:text-fg"
      onClick={() => onToggle(!on)}
    >
      {icon}
    </IconButton>
  );
}

function StateBadge({ state }: { state: "live" | "connecting" | "ended" | "paused" }) {
  if (state === "live") {
    return (
      <Badge tone="success" icon={<Radio aria-hidden />}>
        Live
      </Badge>
    );
  }
  if (state === "connecting") {
    return (
      <Badge tone="accent" icon={<Spinner />}>
        Connecting
      </Badge>
    );
  }
  return <Badge>{state === "paused" ? "Paused" : "Ended"}</Badge>;
}
