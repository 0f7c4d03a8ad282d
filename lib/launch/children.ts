import { type ChildProcess, fork } from "node:child_process";
import { messageSchema } from "./child-life";
import { LaunchProblem } from "./problem";
import { endProcess, markOf, type ProcessMark } from "./process-facts";

export type Child = {
  /** Resolves at the first "ready"; rejects with LaunchProblem when the process ends before that. */
  ready: Promise<void>;
  mark: () => ProcessMark | undefined;
  /** Asks the process to end and returns when it is gone; after `ms` milliseconds it is killed. */
  stop: (ms: number) => Promise<void>;
  /** Ends it at once. */
  kill: () => void;
};

export type ChildOptions = { name: string; script: string; env: NodeJS.ProcessEnv; onChange: () => void };

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/** One that ran this long, ms, was well; its next crash is the first again. */
const WELL = 60_000;

/**
 * Starts one of our processes and starts it again when it crashes after having been ready, with growing pauses.
 * Detached, so that Ctrl-C reaches only the launcher, which then stops everything in order.
 */
export function keepRunning({ name, script, env, onChange }: ChildOptions): Child {
  let process: ChildProcess | undefined;
  let stopping = false;
  let wasReady = false;
  let pause = FIRST_PAUSE;
  let restart: NodeJS.Timeout | undefined;
  const { promise: ready, resolve, reject } = deferred();

  const launch = () => {
    const started = performance.now();
    let sentence: string | undefined;
    process = fork(script, {
      env,
      detached: true,
      execArgv: ["--enable-source-maps"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    process.on("message", (raw) => {
      const message = messageSchema.safeParse(raw).data;
      if (message?.type === "problem") sentence = message.sentence;
      if (message?.type !== "ready") return;
      wasReady = true;
      resolve();
    });
    process.once("exit", (code, signal) => {
      if (stopping) return;
      const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`;
      if (!wasReady)
        return reject(new LaunchProblem(sentence ?? `The ${name} ${how} while starting; the lines above say why.`));
      if (performance.now() - started > WELL) pause = FIRST_PAUSE;
      console.error(`The ${name} ${how}${sentence ? ` (${sentence})` : ""}. Starting it again in ${pause / 1000} s.`);
      restart = setTimeout(launch, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    });
    onChange();
  };
  launch();

  return {
    ready,
    mark: () => (process?.pid === undefined ? undefined : markOf(process.pid)),
    stop: async (ms) => {
      stopping = true;
      clearTimeout(restart);
      if (process?.pid !== undefined && isRunning(process)) {
        await endProcess(process.pid, [
          ["SIGTERM", ms],
          ["SIGKILL", 5_000],
        ]);
      }
    },
    kill: () => {
      stopping = true;
      clearTimeout(restart);
      process?.kill("SIGKILL");
    },
  };
}

const isRunning = (process: ChildProcess) => process.exitCode === null && process.signalCode === null;

function deferred() {
  let resolve = () => {};
  let reject = (_error: Error) => {};
  const promise = new Promise<void>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  promise.catch(() => {});
  return { promise, resolve, reject };
}
