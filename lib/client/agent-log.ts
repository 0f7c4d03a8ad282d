import { isRecord } from "./is-record";

export type LogEntry = {
  id: number;
  at: string | null;
  stream: "stdout" | "stderr" | "platform" | "mark";
  text: string;
};

/** What of an agent's log is shown. `ended` is why the server closed it; `silent` that nothing is loaded or reachable. */
export type AgentLog = {
  lines: readonly LogEntry[];
  connection: "connecting" | "live" | "ended";
  ended: string | null;
  silent: "stopped" | "unknown" | null;
  /** Of the last line, to know what a new connection repeats. */
  last: { seq: number; at: string } | null;
  interrupted: boolean;
  nextId: number;
};

/** One thing that the stream said; `lost` and `open` are the connection's own. */
export type LogEvent = { type: "line" | "gap" | "state" | "end"; data: unknown } | { type: "lost" } | { type: "open" };

const MOST_LINES = 10_000;

export const emptyLog: AgentLog = {
  lines: [],
  connection: "connecting",
  ended: null,
  silent: null,
  last: null,
  interrupted: false,
  nextId: 1,
};

type Draft = AgentLog & { lines: LogEntry[] };

function push(log: Draft, entry: Omit<LogEntry, "id">): void {
  log.lines.push({ ...entry, id: log.nextId });
  log.nextId += 1;
}

function mark(log: Draft, text: string): void {
  push(log, { at: null, stream: "mark", text });
}

const counted = (lines: number) => (lines === 1 ? "1 line is missing here" : `${lines} lines are missing here`);

type Line = { seq: number; at: string; stream: "stdout" | "stderr" | "platform"; text: string };

function isLine(data: unknown): data is Line {
  if (!isRecord(data) || typeof data.seq !== "number" || typeof data.at !== "string") return false;
  return typeof data.text === "string" && ["stdout", "stderr", "platform"].some((stream) => stream === data.stream);
}

/** A member of what the stream said, where it has that name. */
const told = (data: unknown, name: string): unknown => (isRecord(data) ? data[name] : undefined);

function takeLine(log: Draft, data: unknown): void {
  if (!isLine(data)) return;
  const { seq, at, stream, text } = data;
  const { last } = log;
  // A new connection begins with lines that were shown; a log that began anew counts from one, but its times go on.
  if (last && seq <= last.seq && at <= last.at) return;
  if (last && log.interrupted) mark(log, "The connection was lost and is back");
  if (last && seq > last.seq + 1) mark(log, counted(seq - last.seq - 1));
  push(log, { at, stream, text });
  log.last = { seq, at };
  log.interrupted = false;
  log.silent = null;
}

function takeEvent(log: Draft, event: LogEvent): void {
  if (event.type === "open") log.connection = "live";
  else if (event.type === "lost") {
    log.connection = "connecting";
    log.interrupted = true;
  } else if (event.type === "line") takeLine(log, event.data);
  else if (event.type === "gap") takeGap(log, event.data);
  else if (event.type === "state") {
    log.silent = told(event.data, "status") === "stopped" ? "stopped" : "unknown";
  } else {
    log.connection = "ended";
    const reason = told(event.data, "reason");
    log.ended = typeof reason === "string" ? reason : "";
  }
}

function takeGap(log: Draft, data: unknown): void {
  const lines = told(data, "lines");
  if (typeof lines !== "number") return;
  mark(log, counted(lines));
  // Said once; the jump of the numbers that follows is this gap.
  if (log.last) log.last = { ...log.last, seq: log.last.seq + lines };
}

/** The log after these events, in their order; the oldest lines go when there are more than 10,000. */
export function followedLog(log: AgentLog, events: readonly LogEvent[]): AgentLog {
  const next: Draft = { ...log, lines: [...log.lines] };
  for (const event of events) takeEvent(next, event);
  return { ...next, lines: next.lines.length > MOST_LINES ? next.lines.slice(-MOST_LINES) : next.lines };
}
