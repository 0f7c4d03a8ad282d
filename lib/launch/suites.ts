import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { ensureBubblewrap, ensureSshClient, findChromium, hasPython, installWithApt } from "./browser";
import { ensureBuild, ensureClient } from "./build";
import { checkStructure } from "./check-structure";
import { commandFile } from "./commands";
import { messageOf } from "./problem";
import { type Outcome, outcomeOf, readBrowserReport, readUnitReport } from "./test-reports";

export type Suite = { name: string; title: string; run: (rest: readonly string[]) => Promise<Outcome> };

const PASSED: Outcome = { passed: 1, failed: 0, skipped: 0, failures: [] };
const FAILED: Outcome = { passed: 0, failed: 1, skipped: 0, failures: [] };
const asOutcome = (good: boolean) => (good ? PASSED : FAILED);

const UNIT_REPORT = "test-results/unit.json";
const DOCKER_REPORT = "test-results/docker.json";
const CRASH_REPORT = "test-results/crash.json";
const BROWSER_REPORT = "test-results/browser.json";

/** In the order in which `npm test` runs them: the quick ones first. */
export const SUITES: readonly Suite[] = [
  { name: "types", title: "Types", run: runTypes },
  {
    name: "lint",
    title: "Lint",
    run: async () => asOutcome(await run([commandFile("@biomejs/biome", "biome"), "check", "."], 5)),
  },
  { name: "structure", title: "Structure", run: async () => runStructure() },
  { name: "unit", title: "Unit and API tests", run: runUnit },
  { name: "docker", title: "Docker Engine", run: runDocker },
  { name: "build", title: "Production build", run: runBuild },
  { name: "crash", title: "Crash rounds", run: runCrash },
  { name: "browser", title: "Browser journeys", run: runBrowser },
];

/** Runs a Node.js program with its output shown; false when it fails or takes more than `minutes`, then with all it started. */
function run(args: readonly string[], minutes: number, env: Record<string, string> = {}): Promise<boolean> {
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
    detached: true,
  });
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // Gone already.
    }
  };
  const timer = setTimeout(() => {
    console.error(`Ended after ${minutes} minutes.`);
    end();
  }, minutes * 60_000);
  process.once("exit", end);
  return new Promise((resolve) => {
    child.once("error", () => resolve(false));
    child.once("exit", (code) => {
      clearTimeout(timer);
      process.off("exit", end);
      resolve(code === 0);
    });
  });
}

async function runTypes(): Promise<Outcome> {
  await ensureClient();
  // Left by an older build, they name pages that may be gone.
  for (const folder of [".next/types", ".next/dev/types"]) rmSync(folder, { recursive: true, force: true });
  return asOutcome(await run([commandFile("typescript", "tsc"), "--noEmit"], 5));
}

function runStructure(): Outcome {
  const found = checkStructure(process.cwd());
  for (const { path, line, rule } of found) console.error(`${path}:${line} ${rule}`);
  return asOutcome(found.length === 0);
}

async function runBuild(): Promise<Outcome> {
  try {
    await ensureClient();
    await ensureBuild();
    return PASSED;
  } catch (error) {
    console.error(messageOf(error));
    return FAILED;
  }
}

async function runUnit(rest: readonly string[]): Promise<Outcome> {
  await ensureClient();
  if (!hasPython() && !installWithApt(["python3", "python3-venv"])) {
    console.log(
      "There is no python3 with venv, and it cannot be installed here; tests that load agents will fail or be skipped.",
    );
  }
  ensureBubblewrap();
  ensureSshClient();
  return runVitest(UNIT_REPORT, rest, 20);
}

/** The Docker driver on an engine of its own, where root, Linux and the packages allow; elsewhere it says why not. */
async function runDocker(rest: readonly string[]): Promise<Outcome> {
  await ensureClient();
  return runVitest(DOCKER_REPORT, ["--config", "lib/testing/docker/vitest.config.ts", ...rest], 8);
}

/** kill -9 of web, supervisor and everything, in the build of the step before. MUSTER_CRASH_ROUNDS asks for more of them. */
function runCrash(rest: readonly string[]): Promise<Outcome> {
  const minutes = 15 + Number(process.env.MUSTER_CRASH_ROUNDS || 0) / 3;
  return runVitest(CRASH_REPORT, ["--config", "lib/testing/crash/vitest.config.ts", ...rest], minutes);
}

async function runVitest(report: string, rest: readonly string[], minutes: number): Promise<Outcome> {
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const good = await run([commandFile("vitest"), "run", ...reporters, ...rest], minutes);
  return outcomeOf(report, readUnitReport, good);
}

async function runBrowser(rest: readonly string[]): Promise<Outcome> {
  if (!findChromium()) {
    console.log("Installing Chromium …");
    if (!installWithApt(["chromium"])) await run([commandFile("playwright-core"), "install", "chromium"], 5);
  }
  const chromium = findChromium();
  if (!chromium) {
    console.log("There is no Chromium, and it cannot be installed here. Install it, or name one in MUSTER_CHROMIUM.");
    return process.env.CI ? FAILED : { passed: 0, failed: 0, skipped: 1, failures: [] };
  }
  rmSync(BROWSER_REPORT, { force: true });
  const good = await run([commandFile("@playwright/test", "playwright"), "test", ...rest], 21, {
    MUSTER_CHROMIUM: chromium,
  });
  return outcomeOf(BROWSER_REPORT, readBrowserReport, good);
}
