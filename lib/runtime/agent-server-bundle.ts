import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";

/** Where the launcher's build puts the bundle, from the project root. */
export const BUNDLED_AGENT_SERVER = "build/agent-server.cjs";

/** The agent server as one file of JavaScript that needs nothing but Node. */
export async function bundleAgentServer(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve("lib/runtime/agent-server/main.ts")],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "cjs",
    legalComments: "none",
    logLevel: "silent",
    // ssh2's native parts are optional; without them it uses Node's own cryptography.
    external: ["cpu-features", "*.node"],
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const [file] = outputFiles;
  if (!file) throw new Error("the agent server could not be bundled");
  return file.text;
}

let made: Promise<string> | undefined;

/** Stores a text in a temporary folder under the name of its contents, readable for every account. */
function keep(text: string): string {
  const folder = join(tmpdir(), `muster-agent-server-${process.getuid?.() ?? 0}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  chmodSync(folder, 0o755);
  const path = join(folder, `${createHash("sha256").update(text).digest("hex").slice(0, 32)}.cjs`);
  if (existsSync(path) && readFileSync(path, "utf8") === text) return path;
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text, { mode: 0o644 });
  renameSync(temporary, path);
  return path;
}

/**
 * Path of the bundled agent server, in a folder that agents' accounts may enter: the one that the launcher built in
 * production, else made now from the sources.
 */
export function agentServerFile(production: boolean): Promise<string> {
  made ??= (async () =>
    keep(production ? readFileSync(resolve(BUNDLED_AGENT_SERVER), "utf8") : await bundleAgentServer()))();
  return made;
}
