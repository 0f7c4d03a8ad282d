import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { accountFor, closedFolder } from "./account";
import { choosePython, findPythons, startablePythons } from "./find-python";
import { isolations, temporaryFolder } from "./given-agent";
import { detectIsolation, type Isolation } from "./isolation";
import { runConfined } from "./run-confined";

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const pythons = await findPythons();
const bubblewrap = isolations.find((isolation) => isolation.mode === "bubblewrap");

async function runPython(isolation: Isolation, code: string, timeoutMs = 10_000) {
  const launcher = choosePython(startablePythons(pythons, isolation), "3.8");
  return runConfined(
    isolation,
    {
      argv: [launcher.executable, "-I", "-c", code],
      launcher,
      directory: folder,
      read: [folder],
      write: [],
      limits: { memoryBytes: 256 * 1024 * 1024, processes: 16, fileBytes: 1024 * 1024, cpuSeconds: 1 },
      pipes: 0,
    },
    { account: accountFor("agent"), timeoutMs },
  );
}

test.each(isolations)("under $mode time limits hold, of the clock and of the processor", async (isolation) => {
  expect(await runPython(isolation, "import time; time.sleep(60)", 300)).toMatchObject({ stopped: "time" });
  const busy = await runPython(isolation, "while True: pass");
  expect(busy.stopped).toBeNull();
  expect(busy.code).not.toBe(0);
});

test.each(isolations)("under $mode the environment is cleared and the account is nobody's", async (isolation) => {
  const { lines } = await runPython(isolation, "import os; print(sorted(os.environ)); print(os.getuid() or 'root')");
  expect(lines[0]).not.toMatch(/NODE|USER|VITEST/);
  expect(lines[1]).not.toBe("root");
});

test.runIf(process.platform === "linux").each(isolations)(
  "under $mode everything that a command starts shares one core",
  async (isolation) => {
    const code =
      "import os, subprocess, sys; print(len(os.sched_getaffinity(0))); sys.stdout.flush(); subprocess.run(['nproc'])";
    expect((await runPython(isolation, code)).lines).toEqual(["1", "1"]);
  },
);

test.skipIf(bubblewrap === undefined)(
  "a hidden folder is empty, although the folder around it is readable",
  async () => {
    const list = "import os; print(len(os.listdir('/usr/share')))";
    const open = { mode: "bubblewrap", hidden: [], sized: bubblewrap?.sized ?? false } as const;
    expect((await runPython(open, list)).lines).not.toEqual(["0"]);
    expect((await runPython({ ...open, hidden: ["/usr/share"] }, list)).lines).toEqual(["0"]);
  },
);

test("the probe names the folders to hide, whatever it finds", async () => {
  expect(await detectIsolation(["/data"])).toMatchObject({ hidden: ["/data"] });
});

test("a folder that other accounts may not enter is found", () => {
  const closed = join(folder, "closed");
  mkdirSync(join(closed, "inner"), { recursive: true });
  chmodSync(closed, 0o700);
  expect(closedFolder(join(closed, "inner/file"))).toBe(closed);
  expect(closedFolder(folder)).toBeNull();
});
