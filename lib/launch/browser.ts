import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** A Chromium for the browser journeys: MUSTER_CHROMIUM, one in the PATH, or Playwright's own; undefined when there is none. */
export function findChromium(): string | undefined {
  const folders = ["/usr/bin", ...(process.env.PATH ?? "").split(delimiter)];
  const installed = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const given = process.env.MUSTER_CHROMIUM;
  return [...(given ? [given] : []), ...installed, MAC, chromium.executablePath()].find((path) => existsSync(path));
}

/** Arguments without which Chromium neither runs as root nor keeps to itself. */
export const CHROMIUM_ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Installs Debian packages when this is root on a system with apt; false when it cannot or fails. Takes at most 10 minutes. */
export function installWithApt(packages: readonly string[]): boolean {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args: string[]) =>
    spawnSync("apt-get", ["-q", ...args], { env, stdio: ["ignore", "ignore", "inherit"], timeout: 5 * 60_000 })
      .status === 0;
  return apt("update") && apt("install", "-y", "--no-install-recommends", ...packages);
}

/** Whether there is a Python that can make virtual environments. */
export function hasPython(): boolean {
  return spawnSync("python3", ["-c", "import venv, ensurepip"], { stdio: "ignore", timeout: 30_000 }).status === 0;
}

/** Installs bubblewrap where tests would otherwise see one of the two isolations only; says so where it cannot. */
export function ensureBubblewrap(): void {
  if (process.platform !== "linux" || spawnSync("bwrap", ["--version"], { stdio: "ignore" }).status === 0) return;
  if (!installWithApt(["bubblewrap"]))
    console.log("There is no bubblewrap: agents are tested as plain processes only.");
}

/** Installs the client of OpenSSH, with which the agents' SSH is tested; says so where it cannot. */
export function ensureSshClient(): void {
  if (spawnSync("ssh", ["-V"], { stdio: "ignore" }).status === 0) return;
  if (!installWithApt(["openssh-client"])) console.log("There is no ssh: the agents' SSH is not tested.");
}
