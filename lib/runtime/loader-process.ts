import type { ChildProcess } from "node:child_process";
import { Duplex, type Readable } from "node:stream";
import { accountFor, closedFolder } from "./account";
import { readMessages } from "./control-pipe";
import { harmlessText } from "./harmless-text";
import type { InstalledPackage } from "./install-package";
import { type Isolation, killConfined, startConfined } from "./isolation";
import { createLineSplitter } from "./line-splitter";
import { describeFault, type LoaderMessage, type LoadReport, loaderMessage } from "./load-report";
import { explainExit, type LoaderExit } from "./loader-exit";
import { environmentPython } from "./python-environment";
import { pythonSource } from "./python-source";
import { type CallOutcome, createToolCalls, refused } from "./tool-calls";

export type LoaderOptions = {
  package: Pick<InstalledPackage, "project" | "environment" | "python">;
  /** "package.module:variable" */
  entryPoint: string;
  isolation: Isolation;
  memoryBytes: number;
  /** Takes the agent's output; at most 1 MiB a second comes, the agent waits meanwhile. */
  onOutput: (stream: "stdout" | "stderr", chunk: Buffer) => void;
  /** Time for import and report, ms; 60 s when absent. */
  importMs?: number;
  /** Time that a cancelled call has to end before the process is ended, ms; 2 s when absent. */
  hungMs?: number;
  signal?: AbortSignal;
};

/** A loaded agent's process. */
export type Loader = {
  report: LoadReport;
  pid: number;
  /** Calls a tool; resolves with its outcome within `timeoutMs` (30 s when absent), never rejects. */
  call(tool: string, args: Record<string, unknown>, options?: { timeoutMs?: number }): Promise<CallOutcome>;
  /** Ends the process and resolves when it is gone. */
  stop(): Promise<void>;
  exited: Promise<LoaderExit>;
};

/** The agent could not be loaded; the message is one to ten lines for people. */
export class LoadFailure extends Error {
  override name = "LoadFailure";
}

const CALL_MS = 30_000;
const IMPORT_MS = 60_000;
const HUNG_MS = 2_000;
const PROCESSES = 64;
const FILE_BYTES = 64 * 1024 * 1024;
const OUTPUT_BYTES = 256 * 1024;
const OUTPUT_MS = 250;
const LAST_WORDS_MS = 200;

function launch(options: LoaderOptions): ChildProcess {
  const account = accountFor("agent");
  const { project, environment, python } = options.package;
  const closed = account === null || options.isolation.mode === "bubblewrap" ? null : closedFolder(project);
  if (closed !== null) {
    throw new LoadFailure(
      `${closed} is closed to other accounts, so the agent cannot run as one: allow entering it (chmod o+x), or install bubblewrap`,
    );
  }
  const config = JSON.stringify({ project, entryPoint: options.entryPoint });
  const flags = ["-I", "-S", "-B", "-u", "-X", "utf8", "-X", "faulthandler"];
  return startConfined(
    options.isolation,
    {
      argv: [environmentPython(environment), ...flags, pythonSource("loader.py"), config],
      launcher: python,
      directory: project,
      read: [project, environment],
      write: [],
      limits: { memoryBytes: options.memoryBytes, processes: PROCESSES, fileBytes: FILE_BYTES, cpuSeconds: null },
      pipes: 2,
    },
    account,
  );
}

/** Passes output on at a bounded pace: who prints without end waits, and costs the platform nothing. */
export function forward(stream: Readable | null, take: (chunk: Buffer) => void): void {
  let room = OUTPUT_BYTES;
  let timer: NodeJS.Timeout | undefined;
  stream?.on("data", (chunk: Buffer) => {
    take(chunk);
    room -= chunk.length;
    timer ??= setTimeout(() => {
      timer = undefined;
      room = OUTPUT_BYTES;
      stream.resume();
    }, OUTPUT_MS);
    if (room <= 0) stream.pause();
  });
  stream?.on("close", () => clearTimeout(timer));
}

/** Keeps the last lines of stderr, for the explanation of an exit. */
function createLastLines(): { write(chunk: Buffer): void; lines(): string[] } {
  const kept: string[] = [];
  const splitter = createLineSplitter((line) => {
    if (line.trim() !== "") kept.push(harmlessText(line).slice(0, 300));
    if (kept.length > 10) kept.shift();
  });
  return {
    write: splitter.write,
    lines() {
      splitter.end();
      return kept;
    },
  };
}

function duplex(child: ChildProcess, descriptor: number): Duplex {
  const pipe = child.stdio[descriptor];
  if (!(pipe instanceof Duplex)) throw new LoadFailure("The loader process could not be started");
  // Writing to a process that has just ended is no fault of ours; its exit tells.
  return pipe.on("error", () => {});
}

type Ended = { cause: "stopped" | "hung" | "breach"; why: string };

function watchExit(child: ChildProcess, options: LoaderOptions) {
  const errors = createLastLines();
  let ended: Ended | null = null;
  forward(child.stdout, (chunk) => options.onOutput("stdout", chunk));
  forward(child.stderr, (chunk) => {
    errors.write(chunk);
    options.onOutput("stderr", chunk);
  });
  const exited = new Promise<LoaderExit>((resolve) => {
    const explain = (code: number | null, signal: string | null) => {
      for (const stream of child.stdio) stream?.destroy();
      resolve(explainExit({ code, signal, ended, memoryBytes: options.memoryBytes, lastErrors: errors.lines() }));
    };
    child.once("error", () => explain(null, null));
    child.once("exit", (code, signal) => {
      // What it forked may still hold its output open: the last words get a moment, not for ever.
      killConfined(child);
      const timer = setTimeout(() => explain(code, signal), LAST_WORDS_MS);
      child.once("close", () => {
        clearTimeout(timer);
        explain(code, signal);
      });
    });
  });
  const end = (cause: Ended["cause"], why: string) => {
    ended ??= { cause, why };
    killConfined(child);
  };
  return { exited, end };
}

function firstMessage(
  options: LoaderOptions,
  exited: Promise<LoaderExit>,
  end: (cause: "stopped", why: string) => void,
) {
  const ms = options.importMs ?? IMPORT_MS;
  let settle: (message: LoaderMessage) => void = () => {};
  const arrived = new Promise<LoaderMessage>((resolve) => {
    settle = resolve;
  });
  const timer = setTimeout(() => end("stopped", `Importing the agent took longer than ${ms / 1000} s`), ms);
  const abort = () => end("stopped", "Loading was cancelled");
  options.signal?.addEventListener("abort", abort, { once: true });
  const report = Promise.race([arrived, exited])
    .then((outcome) => {
      if ("words" in outcome) throw new LoadFailure(outcome.words);
      if ("failed" in outcome) throw new LoadFailure(describeFault(outcome.failed));
      if (!("report" in outcome)) throw new LoadFailure("The agent answered before it was asked");
      return outcome.report;
    })
    .finally(() => {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", abort);
    });
  return { settle: (message: LoaderMessage) => settle(message), report };
}

/**
 * Imports an agent in a process of its own and resolves when it has reported; the process then stays and answers calls.
 * A call beyond its limit is answered with an error at once and interrupted; when that does not end it, the whole
 * process is ended (`exited` says `hung`), because Python has no other way. Throws LoadFailure; the process is gone then.
 */
export async function startLoader(options: LoaderOptions): Promise<Loader> {
  if (options.signal?.aborted) throw new LoadFailure("Loading was cancelled");
  const child = launch(options);
  const { exited, end } = watchExit(child, options);
  const first = firstMessage(options, exited, end);
  const requests = duplex(child, 3);
  const calls = createToolCalls({
    send: (message) => requests.write(`${JSON.stringify(message)}\n`),
    onHung: (tool) => end("hung", `The tool ${tool} did not end after its time limit, so the agent was ended`),
    hungMs: options.hungMs ?? HUNG_MS,
  });
  readMessages(
    duplex(child, 4),
    (line) => {
      const message = loaderMessage.parse(line);
      if ("id" in message) calls.settle(message);
      else first.settle(message);
    },
    (why) => end("breach", `The agent was ended: ${why}`),
  );
  let gone: LoaderExit | null = null;
  void exited.then((exit) => {
    gone = exit;
    calls.abandon(exit.words);
  });
  const report = await first.report.catch(async (error) => {
    end("stopped", "The agent could not be loaded");
    await exited;
    throw error;
  });
  const names = new Set(report.tools.map((tool) => tool.name));
  return {
    report,
    pid: child.pid ?? 0,
    exited,
    async call(tool, args, { timeoutMs = CALL_MS } = {}) {
      if (!names.has(tool)) return refused("UnknownTool", `${report.agent.name} has no tool named ${tool}`);
      if (gone !== null) return refused("AgentExited", gone.words);
      return calls.call(tool, args, timeoutMs);
    },
    async stop() {
      end("stopped", "The agent was stopped");
      await exited;
    },
  };
}
