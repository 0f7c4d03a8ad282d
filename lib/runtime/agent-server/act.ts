import { spawn } from "node:child_process";
import { Readable } from "node:stream";
import { z } from "zod";
import { mayWrite, type ReadOnly } from "../../domain/read-only/rules";
import { DoorFault } from "./door-fault";
import { relativePath, type Workspace } from "./workspace";
import { storeFile } from "./workspace-files";

const KEPT_OUTPUT = 64 * 1024;

/** What an agent does by itself, as distinct from what people do in its workspace. */
export const action = z.discriminatedUnion("tool", [
  z.object({ tool: z.literal("write_file"), path: z.string().min(1), content: z.string() }),
  z.object({ tool: z.literal("run"), command: z.array(z.string()).min(1).max(200) }),
]);
export type Action = z.output<typeof action>;

type Guard = {
  workspace: Workspace;
  readOnly: ReadOnly;
  timeoutSeconds: number;
  environment: Record<string, string>;
};

/**
 * Carries out one action of the agent. Throws `read_only` for a path that read-only mode guards; commands are refused while
 * it is on, because nobody can say beforehand what they write.
 */
export async function act(guard: Guard, wanted: Action): Promise<Record<string, unknown>> {
  if (wanted.tool === "run") return run(guard, wanted.command);
  const path = relativePath(guard.workspace, wanted.path);
  if (!mayWrite(guard.readOnly, path)) {
    throw new DoorFault("read_only", `Read-only mode keeps the agent from writing '${path.slice(0, 200)}'`);
  }
  return storeFile(guard.workspace, path, Readable.from([Buffer.from(wanted.content)]));
}

function run(guard: Guard, command: string[]): Promise<Record<string, unknown>> {
  const { workspace, readOnly, timeoutSeconds } = guard;
  if (readOnly.enabled) throw new DoorFault("read_only", "Read-only mode keeps the agent from running commands");
  const [program = "", ...args] = command;
  return new Promise((resolve, reject) => {
    const options = { cwd: workspace.root, timeout: timeoutSeconds * 1000, killSignal: "SIGKILL" } as const;
    const env = { ...process.env, ...guard.environment };
    const child = spawn(program, args, { ...options, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        process.stdout.write(chunk);
        output = (output + chunk.toString()).slice(-KEPT_OUTPUT);
      });
    }
    child.once("error", () => reject(new DoorFault("refused", `'${program.slice(0, 200)}' cannot be started`)));
    child.once("close", (code, signal) => resolve({ exitCode: code, timedOut: signal === "SIGKILL", output }));
  });
}
