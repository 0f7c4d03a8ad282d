import { opendir, stat } from "node:fs/promises";
import { join } from "node:path";
import { harmlessText } from "./harmless-text";
import { type ConfinedCommand, type Isolation, killConfined, startConfined } from "./isolation";
import { createLineSplitter } from "./line-splitter";

export type RunOptions = {
  account: number | null;
  timeoutMs: number;
  /** Folder whose contents may not exceed `bytes`, looked at every second. */
  disk?: { folder: string; bytes: number };
  onLine?: (line: string) => void;
  signal?: AbortSignal;
};

/** How it ended: `stopped` says why we ended it; `lines` are its last 200. */
export type RunResult = { code: number | null; stopped: "time" | "disk" | "aborted" | null; lines: string[] };

const KEPT_LINES = 200;
const DISK_LOOK_MS = 1_000;

/** Bytes in use below a folder; what vanishes meanwhile counts nothing. */
export async function bytesInUse(folder: string): Promise<number> {
  let total = 0;
  const entries = await opendir(folder).catch(() => null);
  if (entries === null) return 0;
  for await (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) total += await bytesInUse(path);
    else if (entry.isFile()) total += (await stat(path).catch(() => null))?.size ?? 0;
  }
  return total;
}

/** Runs a confined command to its end, or ends it at its limits. Throws only when it cannot be started at all. */
export async function runConfined(isolation: Isolation, command: ConfinedCommand, run: RunOptions): Promise<RunResult> {
  run.signal?.throwIfAborted();
  const child = startConfined(isolation, command, run.account);
  const lines: string[] = [];
  let stopped: RunResult["stopped"] = null;
  const stop = (why: NonNullable<RunResult["stopped"]>) => {
    stopped ??= why;
    killConfined(child);
  };
  const take = (line: string) => {
    const text = harmlessText(line);
    lines.push(text);
    if (lines.length > KEPT_LINES) lines.shift();
    run.onLine?.(text);
  };
  for (const stream of [child.stdout, child.stderr]) {
    const splitter = createLineSplitter(take);
    stream?.on("data", (chunk: Buffer) => splitter.write(chunk)).on("end", () => splitter.end());
  }
  const timer = setTimeout(() => stop("time"), run.timeoutMs);
  const watch = run.disk && watchDisk(run.disk, () => stop("disk"));
  const abort = () => stop("aborted");
  run.signal?.addEventListener("abort", abort, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject).once("close", resolve);
    });
    return { code, stopped, lines };
  } finally {
    clearTimeout(timer);
    watch?.();
    run.signal?.removeEventListener("abort", abort);
  }
}

function watchDisk(disk: { folder: string; bytes: number }, onFull: () => void): () => void {
  let timer: NodeJS.Timeout;
  let ended = false;
  const look = async () => {
    if ((await bytesInUse(disk.folder)) > disk.bytes) onFull();
    else if (!ended) timer = setTimeout(look, DISK_LOOK_MS);
  };
  timer = setTimeout(look, DISK_LOOK_MS);
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
