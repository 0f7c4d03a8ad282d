import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { settings } from "@/lib/env";

/** Threads of the product, and the file that each begins with. */
const sources = {
  pictures: "lib/pictures/picture-worker.ts",
  "package-receiver": "lib/packages/receiving-thread.ts",
} as const;
export type ThreadName = keyof typeof sources;
export const THREADS = Object.keys(sources) as ThreadName[];

/** Where the build puts a thread's code, from the project root. */
export function builtThread(name: ThreadName): string {
  return join("build", `thread-${name}.cjs`);
}

/** A thread's code in one text, with the packages outside: no process of ours has it as a file of its own. */
export async function bundleThread(name: ThreadName): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve(sources[name])],
    ...{ bundle: true, write: false, packages: "external", platform: "node", target: "node20", format: "cjs" },
    logLevel: "silent",
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`The thread ${name} could not be bundled`);
  return file.text;
}

const shared = globalThis as typeof globalThis & { musterThreads?: Map<ThreadName, Promise<string>> };

/** What a thread runs: in production as the launcher built it, else made now from the sources. */
export function threadCode(name: ThreadName): Promise<string> {
  shared.musterThreads ??= new Map();
  const known = shared.musterThreads.get(name);
  if (known) return known;
  const production = settings().NODE_ENV === "production";
  const code = production ? Promise.resolve(readFileSync(resolve(builtThread(name)), "utf8")) : bundleThread(name);
  shared.musterThreads.set(name, code);
  return code;
}
