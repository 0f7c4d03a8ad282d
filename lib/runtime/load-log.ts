import { appendFile, mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { harmlessText } from "./harmless-text";
import { createLineSplitter } from "./line-splitter";
import { createLogFollower, type LogEntry } from "./log-follower";

export const logLine = z.object({
  /** Counts up within one log, also over restarts. */
  seq: z.number().int(),
  at: z.string(),
  stream: z.enum(["stdout", "stderr", "platform"]),
  text: z.string(),
});

/** One line of an agent's log; `at` is ISO 8601, `platform` lines are Muster's own. */
export type LogLine = z.output<typeof logLine>;

export type LoadLog = {
  /** Takes the agent's output as it comes. */
  write(stream: "stdout" | "stderr", chunk: Buffer): void;
  /** Adds Muster's own words; every line of the text becomes one. */
  note(text: string): void;
  /** The last lines, oldest first. */
  tail(lines?: number): LogLine[];
  /** Lines after `seq` (none before now when absent) and then live ones; a reader that is too slow gets marks of what it missed. */
  follow(options: { signal: AbortSignal; after?: number }): AsyncIterable<LogEntry>;
  /** Writes what is left and ends. */
  close(): Promise<void>;
};

/** So many lines of a log are kept. */
export const MOST_LINES = 10_000;
const MOST_BYTES = 1024 * 1024;
const SEGMENT_BYTES = 2 * MOST_BYTES;
const FLUSH_MS = 100;

const paths = (directory: string, name: string) => {
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(name)) throw new Error(`"${name}" cannot name a log`);
  return { current: join(directory, `${name}.log`), older: join(directory, `${name}.old.log`) };
};

/** Keeps the last 10,000 lines or 1 MiB of text. */
export function createLogRing() {
  const lines: LogLine[] = [];
  let bytes = 0;
  return {
    lines,
    push(line: LogLine) {
      lines.push(line);
      bytes += Buffer.byteLength(line.text) + 1;
      while (lines.length > MOST_LINES || bytes > MOST_BYTES) {
        bytes -= Buffer.byteLength(lines.shift()?.text ?? "") + 1;
      }
    },
  };
}

function parseLine(text: string): LogLine[] {
  try {
    return [logLine.parse(JSON.parse(text))];
  } catch {
    // A line that a crash cut in two.
    return [];
  }
}

/** The kept lines of a log, also while another process writes it; empty when there is none. */
export async function readLoadLog(directory: string, name: string, lines = MOST_LINES): Promise<LogLine[]> {
  const { current, older } = paths(directory, name);
  const ring = createLogRing();
  for (const path of [older, current]) {
    const text = await readFile(path, "utf8").catch(() => "");
    for (const line of text.split("\n")) if (line !== "") for (const one of parseLine(line)) ring.push(one);
  }
  return ring.lines.slice(-lines);
}

/** Removes a log for good. */
export async function removeLoadLog(directory: string, name: string): Promise<void> {
  const { current, older } = paths(directory, name);
  await Promise.all([rm(current, { force: true }), rm(older, { force: true })]);
}

/** Appends to two files in turn. A full disk loses lines on disk only: the agent and the live view go on. */
async function createWriter(directory: string, name: string) {
  const { current, older } = paths(directory, name);
  let size = (await stat(current).catch(() => null))?.size ?? 0;
  // A crash may have cut the last line in two; the next one must not be joined to it.
  let waiting = size > 0 ? "\n" : "";
  let timer: NodeJS.Timeout | undefined;
  let chain = Promise.resolve();
  const flush = async () => {
    const text = waiting;
    waiting = "";
    timer = undefined;
    if (text === "") return;
    if (size > SEGMENT_BYTES) {
      await rename(current, older);
      size = 0;
    }
    await appendFile(current, text, { mode: 0o600 });
    size += Buffer.byteLength(text);
  };
  const run = () => {
    chain = chain.then(flush).catch(() => {
      // What was written of it may end within a line.
      waiting = `\n${waiting}`;
    });
    return chain;
  };
  return {
    add(line: LogLine) {
      waiting += `${JSON.stringify(line)}\n`;
      timer ??= setTimeout(run, FLUSH_MS);
    },
    end() {
      clearTimeout(timer);
      return run();
    },
  };
}

/** Opens the log of one agent, with what an earlier process left. One writer at a time. */
export async function openLoadLog(directory: string, name: string): Promise<LoadLog> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const ring = createLogRing();
  for (const line of await readLoadLog(directory, name)) ring.push(line);
  const writer = await createWriter(directory, name);
  const followers = new Set<ReturnType<typeof createLogFollower>>();
  let seq = ring.lines.at(-1)?.seq ?? 0;
  const add = (stream: LogLine["stream"], text: string) => {
    seq += 1;
    const line: LogLine = { seq, at: new Date().toISOString(), stream, text: harmlessText(text) };
    ring.push(line);
    writer.add(line);
    for (const follower of followers) follower.push(line);
  };
  const splitters = {
    stdout: createLineSplitter((line) => add("stdout", line)),
    stderr: createLineSplitter((line) => add("stderr", line)),
  };
  return {
    write: (stream, chunk) => splitters[stream].write(chunk),
    note: (text) => {
      for (const line of text.split("\n")) add("platform", line);
    },
    tail: (lines = MOST_LINES) => ring.lines.slice(-lines),
    follow({ signal, after = seq }) {
      const follower = createLogFollower(signal, () => followers.delete(follower));
      for (const line of ring.lines) if (line.seq > after) follower.push(line);
      followers.add(follower);
      return follower.entries;
    },
    async close() {
      splitters.stdout.end();
      splitters.stderr.end();
      for (const follower of followers) follower.end();
      await writer.end();
    },
  };
}

/** Removes the log of that name; nothing happens when there is none. */
export async function removeLog(directory: string, name: string): Promise<void> {
  const { current, older } = paths(directory, name);
  await rm(current, { force: true });
  await rm(older, { force: true });
}
