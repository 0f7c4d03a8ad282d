import { type ChildProcess, fork, type StdioOptions } from "node:child_process";
import { messageSchema } from "./child-life";
import { LaunchProblem } from "./problem";
import { endProcess, eventually, isAlive, markOf, type ProcessMark } from "./process-facts";

export type ChildOptions = {
  name: string;
  /** Starts the process, with a channel for messages. */
  start: () => ChildProcess;
  /** Called whenever there is a new process. */
  onChange?: () => void;
};

/**
 * glibc keeps freed memory: for each of many threads, some 60 MB of a process that moves large files, and in pieces up to
 * the largest that it ever freed, some 30 MB of what a start needed. The pieces of uploads (64 and 128 KiB) stay below the
 * bound, because what lies above is asked of the kernel and given back each time.
 */
const FRUGAL = { MALLOC_ARENA_MAX: "2", MALLOC_MMAP_THRESHOLD_: "262144" };

/** V8 keeps room for three times so many MB of young objects; 16 without, and then some 30 MB more in each process. */
export const FRUGAL_HEAP = ["--max-semi-space-size=4"];

/** Starts a script detached, so that Ctrl-C reaches only the launcher, which then stops everything in order. */
export function detached(script: string, env: NodeJS.ProcessEnv): () => ChildProcess {
  const own = { ...FRUGAL, ...env };
  const stdio: StdioOptions = ["ignore", "inherit", "inherit", "ipc"];
  return () => fork(script, { env: own, detached: true, execArgv: FRUGAL_HEAP, stdio });
}

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/** One that ran this long, ms, was well; its next crash is the first again. */
const WELL = 60_000;

/** One of our processes: started again with growing pauses when it crashes after having been ready once. */
export class Child {
  /** Resolves at the first "ready"; rejects with LaunchProblem when the process ends before that. */
  readonly ready: Promise<void>;
  private becomeReady = () => {};
  private giveUp = (_problem: LaunchProblem) => {};
  private current: ChildProcess;
  private wasReady = false;
  private stopping = false;
  private pause = FIRST_PAUSE;
  private restart: NodeJS.Timeout | undefined;

  constructor(private readonly options: ChildOptions) {
    this.ready = new Promise<void>((resolve, reject) => {
      this.becomeReady = resolve;
      this.giveUp = reject;
    });
    this.ready.catch(() => {});
    this.current = this.launch();
  }

  private launch(): ChildProcess {
    const { start, onChange } = this.options;
    const started = performance.now();
    let sentence: string | undefined;
    const child = start();
    child.on("message", (raw) => {
      const message = messageSchema.safeParse(raw).data;
      if (message?.type === "problem") sentence = message.sentence;
      if (message?.type === "ready") {
        this.wasReady = true;
        this.becomeReady();
      }
    });
    child.once("error", (error) => this.ended(`cannot be started: ${error.message}`, sentence, 0));
    child.once("exit", (code, signal) => {
      const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
      this.ended(how, sentence, performance.now() - started);
    });
    if (onChange) queueMicrotask(onChange);
    return child;
  }

  private ended(how: string, sentence: string | undefined, lived: number): void {
    const { name } = this.options;
    if (this.stopping) return;
    if (!this.wasReady) {
      this.giveUp(new LaunchProblem(sentence ?? `The ${name} ${how} while starting; the lines above say why.`));
      return;
    }
    if (lived > WELL) this.pause = FIRST_PAUSE;
    console.error(
      `The ${name} ${how}${sentence ? ` (${sentence})` : ""}. Starting it again in ${this.pause / 1000} s.`,
    );
    this.restart = setTimeout(() => {
      this.current = this.launch();
    }, this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  /** Names the present process for the lock file; undefined when there is none. */
  mark(): ProcessMark | undefined {
    return this.current.pid === undefined ? undefined : markOf(this.current.pid);
  }

  /** Asks the process to end and returns when it is gone; after `ms` milliseconds it is killed. */
  async stop(ms: number): Promise<void> {
    const { pid, exitCode, signalCode } = this.current;
    this.stopping = true;
    clearTimeout(this.restart);
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    await endProcess(pid, [
      ["SIGTERM", ms],
      ["SIGKILL", 5_000],
    ]);
  }

  /** Leaves the process alone, which ends it soon; after `ms` milliseconds it is killed. */
  async abandon(ms: number): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restart);
    const { pid, connected } = this.current;
    if (connected) this.current.disconnect();
    if (pid !== undefined && !(await eventually(() => !isAlive(pid), ms))) this.kill();
  }

  /** Ends the process at once. */
  kill(): void {
    this.stopping = true;
    clearTimeout(this.restart);
    this.current.kill("SIGKILL");
  }
}
