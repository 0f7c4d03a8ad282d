import { memo } from "react";
import { cn } from "@/components/ui/cn";
import { parseAnsi } from "@/lib/client/ansi";
import { parseTime } from "@/lib/client/relative-time";
import { VisibleText } from "./visible-text";

export type LogLine = {
  /** Counts up by one with every line. */
  id: number;
  /** ISO 8601. */
  at: string | null;
  /** `platform` lines are Muster's own words; a `mark` says something about the log itself, such as a gap. */
  stream: "stdout" | "stderr" | "platform" | "mark";
  text: string;
};

const clock = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
});

function Matches({ text, query }: { text: string; query: string }) {
  const at = query ? text.toLowerCase().indexOf(query.toLowerCase()) : -1;
  if (at === -1) return <VisibleText text={text} />;
  const end = at + query.length;
  return (
    <>
      <VisibleText text={text.slice(0, at)} />
      <mark className="rounded-xs bg-mark text-fg">{text.slice(at, end)}</mark>
      <Matches text={text.slice(end)} query={query} />
    </>
  );
}

type RowProps = { line: LogLine; wrap: boolean; time: boolean; query: string };

const looks = {
  stdout: { row: "", text: "text-fg", spoken: "" },
  stderr: { row: "border-danger border-l-2 pl-2.5", text: "text-fg", spoken: "stderr: " },
  platform: { row: "border-accent border-l-2 pl-2.5", text: "text-muted", spoken: "Muster: " },
} as const;

function Mark({ text }: { text: string }) {
  return (
    <div className="flex items-center gap-3 px-3 font-sans text-warning">
      <span aria-hidden className="h-px w-6 bg-warning-line" />
      {text}
      <span aria-hidden className="h-px flex-1 bg-warning-line" />
    </div>
  );
}

function Row({ line, wrap, time, query }: RowProps) {
  if (line.stream === "mark") return <Mark text={line.text} />;
  const at = line.at ? parseTime(line.at) : null;
  const look = looks[line.stream];
  let offset = 0;
  return (
    <div className={cn("flex gap-3 px-3 hover:bg-hover", look.row)}>
      {time && at && (
        <time
          dateTime={at.toISOString()}
          title={at.toISOString()}
          className="shrink-0 select-none text-subtle tabular-nums"
        >
          {clock.format(at)}
        </time>
      )}
      {look.spoken && <span className="sr-only">{look.spoken}</span>}
      <span
        className={cn("min-w-0", look.text, wrap ? "whitespace-pre-wrap [overflow-wrap:anywhere]" : "whitespace-pre")}
      >
        {parseAnsi(line.text).map((segment) => {
          const key = offset;
          offset += segment.text.length;
          return (
            <span key={key} className={segment.className}>
              <Matches text={segment.text} query={query} />
            </span>
          );
        })}
      </span>
    </div>
  );
}

/** One log line: text and colours, everything else inert. */
export const LogRow = memo(Row);
