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
  stream: "stdout" | "stderr";
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

function Row({ line, wrap, time, query }: RowProps) {
  const at = line.at ? parseTime(line.at) : null;
  let offset = 0;
  return (
    <div
      className={cn("flex gap-3 px-3 hover:bg-hover", line.stream === "stderr" && "border-danger border-l-2 pl-2.5")}
    >
      {time && at && (
        <time
          dateTime={at.toISOString()}
          title={at.toISOString()}
          className="shrink-0 select-none text-subtle tabular-nums"
        >
          {clock.format(at)}
        </time>
      )}
      {line.stream === "stderr" && <span className="sr-only">stderr: </span>}
      <span className={cn("min-w-0 text-fg", wrap ? "whitespace-pre-wrap [overflow-wrap:anywhere]" : "whitespace-pre")}>
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
