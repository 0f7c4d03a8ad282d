import { execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agentSource, givenWorkbench, isolations, type Workbench } from "./given-agent";

function processesOf(marker: string): string[] {
  const lines = execFileSync("ps", ["-axo", "pid,args"], { encoding: "utf8", maxBuffer: 16 * 1024 * 1024 }).split("\n");
  return lines.filter((line) => line.includes(marker));
}

describe.each(isolations)("under $mode", (isolation) => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = await givenWorkbench(isolation);
  });
  afterAll(() => bench.close());

  test("a supervisor that is killed leaves no agent behind, not even a busy one", async () => {
    const busy =
      "import threading\ndef spin():\n    while True: pass\nthreading.Thread(target=spin, daemon=True).start()";
    const installed = bench.givenPackage({ "agent.py": agentSource(busy, "") });
    const script = join(bench.root, "supervisor.mts");
    writeFileSync(
      script,
      `import { startLoader } from "${resolve(import.meta.dirname)}/loader-process.ts";
await startLoader({ package: ${JSON.stringify(installed)}, entryPoint: "agent:agent", isolation: ${JSON.stringify(isolation)},
  memoryBytes: 512 * 1024 * 1024, onOutput: () => {} });
process.stdout.write("loaded\\n");
setInterval(() => {}, 1000);
`,
    );
    const supervisor = spawn(process.execPath, ["--import", "tsx", script], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise<void>((ready) => supervisor.stdout.once("data", () => ready()));
    expect(processesOf(installed.project).length).toBeGreaterThan(0);
    supervisor.kill("SIGKILL");
    await expect.poll(() => processesOf(installed.project), { timeout: 3_000 }).toEqual([]);
  });
});
