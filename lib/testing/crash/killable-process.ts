import { type ChildProcess, fork } from "node:child_process";
import { openSync } from "node:fs";
import { messageSchema } from "@/lib/launch/child-life";

export type KillableOptions = { script: string; env: Record<string, string>; logFile: string };

const START_LIMIT = 30_000;

/** One of the product's processes, started as the launcher does, to be killed and started again at will. */
export class KillableProcess {
  private child: ChildProcess | undefined;

  constructor(private readonly options: KillableOptions) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Starts a new process and resolves when it says that it is ready. Throws when it ends before, or takes 30 s. */
  start(): Promise<void> {
    const { script, logFile } = this.options;
    const output = openSync(logFile, "a");
    // Next declares NODE_ENV as part of every environment.
    const env = { ...this.options.env, NODE_ENV: "production" as const };
    const child = fork(script, { env, detached: true, execArgv: [], stdio: ["ignore", output, output, "ipc"] });
    this.child = child;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${script} is not ready after 30 s`)), START_LIMIT);
      child.once("exit", (code, signal) => {
        clearTimeout(timer);
        reject(new Error(`${script} ended (${signal ?? code}) while starting`));
      });
      child.on("message", (raw) => {
        const message = messageSchema.safeParse(raw).data;
        if (message?.type === "problem") reject(new Error(message.sentence));
        if (message?.type !== "ready") return;
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Sends a signal and resolves when the process is gone; at once when there is none. */
  async end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    child.kill(signal);
    await gone;
  }
}
