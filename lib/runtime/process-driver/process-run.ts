import type { ChildProcess } from "node:child_process";
import type { BootDocument, ObservedRun, RunSpec } from "../driver";
import { harmlessText } from "../harmless-text";
import { killConfined } from "../isolation";
import { createLineSplitter } from "../line-splitter";
import { forward } from "../loader-process";
import { programOf, readProcessTable, treeOf } from "./process-table";
import { createRunOutput } from "./run-output";

const LAST_WORDS_MS = 200;
const MEMORY_WORDS = /heap out of memory|MemoryError|Cannot allocate memory|bad_alloc/;

type Options = { spec: RunSpec; boot: BootDocument; child: ChildProcess; changed: () => void };

/** One agent server as a child process, from its start until its end and as long as somebody may ask about it. */
export function watchProcessRun({ spec, boot, child, changed }: Options) {
  const output = createRunOutput();
  const startedAt = new Date();
  let door: string | null = null;
  let ended: { code: number | null; signal: string | null } | null = null;
  let outOfMemory = false;
  let asked = false;
  let name = spec.name;
  let atDoor = () => {};
  const opened = new Promise<void>((resolve) => {
    atDoor = resolve;
  });
  const take = (stream: "stdout" | "stderr") => (line: string) => {
    const port = door === null && stream === "stdout" ? /^\{"door":(\d{1,5})\}$/.exec(line)?.[1] : undefined;
    if (port !== undefined) {
      door = `http://127.0.0.1:${port}`;
      atDoor();
      return;
    }
    if (MEMORY_WORDS.test(line)) outOfMemory = true;
    output.push(stream, harmlessText(line));
  };
  const splitters = { stdout: createLineSplitter(take("stdout")), stderr: createLineSplitter(take("stderr")) };
  forward(child.stdout, splitters.stdout.write);
  forward(child.stderr, splitters.stderr.write);
  // Writing to a process that has just ended is no fault of ours; its exit tells.
  child.stdin?.on("error", () => {}).end(JSON.stringify(boot));

  const gone = new Promise<void>((resolve) => {
    const end = (code: number | null, signal: string | null) => {
      if (ended) return;
      splitters.stdout.end();
      splitters.stderr.end();
      ended = { code, signal };
      output.end();
      for (const stream of child.stdio) stream?.destroy();
      resolve();
      changed();
    };
    child.once("error", () => end(null, null));
    child.once("exit", (code, signal) => {
      // What it forked may still hold its output open: the last words get a moment, not for ever.
      killConfined(child);
      const timer = setTimeout(() => end(code, signal), LAST_WORDS_MS);
      child.once("close", () => {
        clearTimeout(timer);
        end(code, signal);
      });
    });
  });

  /** Tells the agent server itself: bubblewrap around it would end at once and take it along. */
  async function terminate(): Promise<void> {
    if (child.pid === undefined) return;
    const program = programOf(treeOf(await readProcessTable(), child.pid));
    try {
      if (program && !ended) process.kill(program.pid, "SIGTERM");
    } catch {
      return;
    }
  }

  async function stop(graceMs: number): Promise<void> {
    asked = true;
    if (ended) return;
    const timer = setTimeout(() => killConfined(child), graceMs);
    await terminate().catch(() => killConfined(child));
    await gone;
    clearTimeout(timer);
  }

  return {
    spec,
    output,
    opened,
    gone,
    stop,
    pid: () => (ended ? null : (child.pid ?? null)),
    rename: (next: string) => {
      name = next;
    },
    killForMemory: () => {
      outOfMemory = true;
      output.push("stderr", `The agent used more than its ${Math.round(spec.memoryBytes / 1024 ** 2)} MiB of memory`);
      killConfined(child);
    },
    observed: (): ObservedRun => ({
      agentId: spec.agentId,
      state: !ended ? "running" : asked ? "stopped" : "exited",
      containerId: null,
      imageVersion: null,
      exitCode: ended && !asked ? exitCode(ended) : null,
      outOfMemory: ended !== null && outOfMemory && !asked,
      startedAt,
      door: ended ? null : door,
      spec: { ...spec, name },
    }),
  };
}

export type ProcessRun = ReturnType<typeof watchProcessRun>;

const SIGNAL_NUMBERS: Record<string, number> = { SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15, SIGXCPU: 24 };

/** As shells have it: 128 and the signal's number. */
function exitCode({ code, signal }: { code: number | null; signal: string | null }): number | null {
  if (code !== null || signal === null) return code;
  return 128 + (SIGNAL_NUMBERS[signal] ?? 0);
}
