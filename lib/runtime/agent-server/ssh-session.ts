import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import type { ServerChannel, Session } from "ssh2";
import { serveSftp } from "@/lib/runtime/agent-server/sftp";
import { startWithTerminal, type Terminal } from "@/lib/runtime/agent-server/ssh-terminal";

const GRACE_MS = 2_000;

/** One session of a connection: a shell, a command or sftp, in the workspace. */
export function serveSession(session: Session, workspace: string): void {
  let terminal: Terminal | null = null;
  let resize: ((cols: number, rows: number) => void) | null = null;
  session.on("pty", (accept, _reject, { term, cols, rows }) => {
    terminal = { term, cols, rows };
    accept?.();
  });
  session.on("window-change", (accept, _reject, { cols, rows }) => {
    resize?.(cols, rows);
    accept?.();
  });
  session.on("env", (_accept, reject) => reject?.());
  const run = (channel: ServerChannel, command: string | null) => {
    const place = { cwd: workspace, env: environment(workspace) };
    const withTerminal = terminal && startWithTerminal({ command: command ?? SHELL, ...place }, terminal);
    resize = withTerminal ? withTerminal.resize : null;
    if (withTerminal) return connect(withTerminal.child, channel);
    if (terminal) channel.stderr.write("There is no terminal here: lines are sent as they are.\r\n");
    connect(spawn("/bin/sh", command === null ? ["-i"] : ["-c", command], { ...place, detached: true }), channel);
  };
  session.on("shell", (accept) => run(accept(), null));
  session.on("exec", (accept, _reject, { command }) => run(accept(), command));
  session.on("sftp", (accept) => serveSftp(accept(), workspace));
}

const SHELL = "if command -v bash >/dev/null 2>&1; then exec bash -l; else exec sh -i; fi";

/** No variable of the agent server itself is handed on. */
function environment(workspace: string): NodeJS.ProcessEnv {
  const { PATH = "/usr/local/bin:/usr/bin:/bin", NODE_ENV } = process.env;
  return {
    NODE_ENV,
    HOME: workspace,
    PATH,
    USER: "developer",
    LOGNAME: "developer",
    SHELL: "/bin/sh",
    LANG: "C.UTF-8",
  };
}

/** Ties a program to a channel; whoever ends first ends the other, with all that the program started. */
function connect(child: ChildProcessWithoutNullStreams, channel: ServerChannel): void {
  let left = false;
  const leave = (signal: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // Gone already.
    }
  };
  for (const stream of [child.stdin, child.stdout, child.stderr, channel, channel.stderr]) {
    stream.on("error", () => undefined);
  }
  channel.pipe(child.stdin);
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  child.on("error", (error) => {
    channel.stderr.end(`${error.message}\r\n`);
    finish(channel, 127, null);
  });
  child.on("close", (code, signal) => finish(channel, code, signal));
  channel.on("close", () => {
    if (left) return;
    left = true;
    leave("SIGHUP");
    setTimeout(() => leave("SIGKILL"), GRACE_MS).unref();
  });
}

function finish(channel: ServerChannel, code: number | null, signal: NodeJS.Signals | null): void {
  if (signal) channel.exit(signal.replace(/^SIG/, ""));
  else channel.exit(code ?? 1);
  channel.end();
}
