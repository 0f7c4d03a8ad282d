import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import { findPythons, type Python } from "./find-python";
import { isolations, temporaryFolder, writeFiles } from "./given-agent";
import { type InstallOptions, installPackage, removeInstalled } from "./install-package";
import { startLoader } from "./loader-process";

const NO_INDEX = "http://127.0.0.1:9/simple";
const root = temporaryFolder();
let pythons: Python[];
beforeAll(async () => {
  pythons = await findPythons();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function givenWheel(name: string, version: string): Promise<Buffer> {
  const zip = new ZipFile();
  const info = `${name}-${version}.dist-info`;
  const files = {
    [`${name}/__init__.py`]: `VERSION = "${version}"\n`,
    [`${info}/METADATA`]: `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`,
    [`${info}/WHEEL`]: "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
  };
  for (const [path, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), path);
  const record = [...Object.keys(files), `${info}/RECORD`].map((path) => `${path},,\n`).join("");
  zip.addBuffer(Buffer.from(record), `${info}/RECORD`);
  zip.end();
  return buffer(zip.outputStream);
}

describe.each(isolations)("installing under $mode", (isolation) => {
  const runtimeRoot = join(root, isolation.mode);
  const install = (id: string, options: Partial<InstallOptions> = {}) =>
    installPackage({
      id,
      runtimeRoot,
      extract: async (project) =>
        writeFiles(project, { "agent.py": "from ncp import Agent\nagent = Agent('a', '', 'i')\n" }),
      requirements: async () => [],
      pythonVersion: "3.8",
      pythons,
      isolation,
      indexUrl: NO_INDEX,
      ...options,
    });

  test("a bundled wheel is installed without any index, and the agent can import it", async () => {
    const wheel = await givenWheel("muster_probe", "1.2");
    const installed = await install("wheel", {
      extract: async (project) =>
        writeFiles(project, {
          "wheels/muster_probe-1.2-py3-none-any.whl": wheel,
          "agent.py": "import muster_probe\nfrom ncp import Agent\nagent = Agent('a', muster_probe.VERSION, 'i')\n",
        }),
      requirements: async () => ["muster-probe>=1.0"],
    });
    const loader = await startLoader({
      package: installed,
      entryPoint: "agent:agent",
      isolation,
      memoryBytes: 512 * 1024 * 1024,
      onOutput: () => {},
    });
    expect(loader.report.agent.description).toBe("1.2");
    await loader.stop();
  });

  test("a dependency that cannot be had fails in pip's own words, and leaves nothing", async () => {
    const lines: string[] = [];
    const failing = install("missing", {
      requirements: async () => ["no-such-thing==1.0"],
      onLine: (line) => lines.push(line),
    });
    await expect(failing).rejects.toThrow(
      /^Installing the dependencies failed:\nERROR: .*no-such-thing==1\.0[\s\S]*ERROR: No matching distribution found/,
    );
    expect(lines.join("\n")).toContain("ERROR: No matching distribution");
    expect(readdirSync(runtimeRoot).filter((name) => name.startsWith(".tmp") || name === "missing")).toEqual([]);
  });

  test("a second install of the same id finds the first; one without its Python is made anew", async () => {
    const first = await install("twice");
    const second = await install("twice", { extract: () => Promise.reject(new Error("extracted again")) });
    expect(second).toEqual(first);
    rmSync(join(first.environment, "bin/python"));
    expect(await install("twice")).toEqual(first);
    expect(existsSync(join(first.environment, "bin/python"))).toBe(true);
    await removeInstalled(runtimeRoot, "twice");
    expect(existsSync(first.directory)).toBe(false);
  });

  test("what the platform cannot run says what is needed", async () => {
    await expect(install("future", { pythonVersion: "3.99" })).rejects.toThrow("needs Python 3.99 or newer");
    await expect(install("../escape")).rejects.toThrow("cannot name a runtime folder");
    await expect(install("option", { requirements: async () => ["--no-binary=:all:"] })).rejects.toThrow(
      "option or an address",
    );
  });

  test("an aborted install leaves nothing", async () => {
    const abort = new AbortController();
    const running = install("aborted", {
      signal: abort.signal,
      requirements: async () => ["x"],
      onLine: () => abort.abort(),
    });
    setTimeout(() => abort.abort(), 300);
    await expect(running).rejects.toThrow();
    expect(readdirSync(runtimeRoot)).not.toContain("aborted");
  });
});

/** Runs an install in another process, which writes a line when it reaches each step. */
function installElsewhere(runtimeRoot: string): ChildProcess {
  const script = join(root, "install.mts");
  const here = resolve(import.meta.dirname);
  writeFileSync(
    script,
    `import { writeFileSync } from "node:fs";
import { findPythons } from "${here}/find-python.ts";
import { detectIsolation } from "${here}/isolation.ts";
import { installPackage } from "${here}/install-package.ts";
const step = (name: string) => new Promise((done) => process.stdout.write(name + "\\n", () => setTimeout(done, 2000)));
await installPackage({
  id: "killed", runtimeRoot: "${runtimeRoot}", pythonVersion: "3.8", pythons: await findPythons(), isolation: await detectIsolation([]),
  extract: async (project) => { writeFileSync(project + "/half.py", ""); await step("extract"); writeFileSync(project + "/whole.py", ""); },
  requirements: async () => { await step("environment"); return ["x"]; },
});
`,
  );
  return spawn(process.execPath, ["--import", "tsx", script], { stdio: ["ignore", "pipe", "inherit"] });
}

test("an install killed half-way is never visible, and the next one ends well", async () => {
  const runtimeRoot = join(root, "killed");
  for (const step of ["extract", "environment"]) {
    const child = installElsewhere(runtimeRoot);
    await new Promise<void>((reached) => child.stdout?.on("data", (text) => String(text).includes(step) && reached()));
    const gone = new Promise((done) => child.once("exit", done));
    child.kill("SIGKILL");
    await gone;
    expect(readdirSync(runtimeRoot)).toEqual([expect.stringMatching(/^\.tmp-/)]);
  }
  const installed = await installPackage({
    id: "killed",
    runtimeRoot,
    extract: async (project) => writeFiles(project, { "whole.py": "1" }),
    requirements: async () => [],
    pythonVersion: "3.8",
    pythons,
    isolation: isolations[0] ?? { mode: "process", hidden: [], sized: false },
  });
  expect(readdirSync(runtimeRoot)).toEqual(["killed"]);
  expect(readdirSync(installed.project)).toEqual(["whole.py"]);
  expect(JSON.parse(readFileSync(join(installed.directory, "install.json"), "utf8"))).toMatchObject({ id: "killed" });
});
