import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findPythons } from "./find-python";
import { type InstalledPackage, installPackage } from "./install-package";
import { detectIsolation, type Isolation } from "./isolation";
import { type Loader, type LoaderOptions, startLoader } from "./loader-process";

const detected = await detectIsolation([]);
const asProcess: Isolation = { mode: "process", hidden: [], sized: false };

/** The isolation modes that this machine has, for tests that hold in each. */
export const isolations: Isolation[] = detected.mode === "bubblewrap" ? [detected, asProcess] : [asProcess];

/** Writes files below a folder; keys are paths. */
export function writeFiles(folder: string, files: Record<string, string | Buffer>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A temporary folder that other accounts may enter, with its symbolic links resolved. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "muster-runtime-")));
  chmodSync(folder, 0o755);
  return folder;
}

export type Workbench = Awaited<ReturnType<typeof givenWorkbench>>;

/** For tests: agents made of a few files, sharing one environment; `close` ends and removes everything. */
export async function givenWorkbench(isolation: Isolation) {
  const root = temporaryFolder();
  const base = await installPackage({
    id: "base",
    runtimeRoot: join(root, "runtime"),
    extract: async () => {},
    requirements: async () => [],
    pythonVersion: "3.8",
    pythons: await findPythons(),
    isolation,
  });
  const started: Loader[] = [];
  let made = 0;

  function givenPackage(files: Record<string, string>): InstalledPackage {
    made += 1;
    const project = join(root, `project-${made}`);
    writeFiles(project, files);
    return { ...base, project };
  }

  return {
    root,
    isolation,
    base,
    givenPackage,
    /** Loads an agent whose module is `agent.py`; `output` collects what it prints. */
    async start(source: string, options: Partial<LoaderOptions> = {}) {
      const output: string[] = [];
      const loader = await startLoader({
        package: givenPackage({ "agent.py": source }),
        entryPoint: "agent:agent",
        isolation,
        memoryBytes: 512 * 1024 * 1024,
        onOutput: (_stream, chunk) => output.push(chunk.toString()),
        ...options,
      });
      started.push(loader);
      return { ...loader, output };
    },
    async close() {
      await Promise.all(started.map((loader) => loader.stop()));
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Python source of an agent with the given tools (functions in the source). */
export function agentSource(functions: string, tools: string): string {
  return `from ncp import Agent, tool\n${functions}\nagent = Agent("tested", "An agent under test", "Do.", tools=[${tools}])\n`;
}
