import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, openSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { installWithApt } from "@/lib/launch/browser";
import { openEngine } from "@/lib/runtime/docker-driver/engine";
import { daemonOf, end, endLeftovers, gone } from "./engine-processes";

/** Where the tests' Docker Engine answers, or why there is none. */
export type TestEngine = { address: string } | { reason: string };

const UP_MS = 30_000;
const DOWN_MS = 20_000;
const CONTROL_GROUPS = "/sys/fs/cgroup";

/** Everything of one checkout's engine; two checkouts have two engines that know nothing of each other. */
function placesOf() {
  const digest = createHash("sha256").update(process.cwd()).digest();
  const mark = digest.toString("hex").slice(0, 8);
  const root = join(tmpdir(), `muster-engine-${mark}`);
  const subnet = 1 + ((digest[4] ?? 0) % 120);
  const socket = join(root, "docker.sock");
  return {
    root,
    socket,
    pidFile: join(root, "docker.pid"),
    mark,
    bridge: `mst${mark}`,
    gateway: `172.31.${subnet}.1/24`,
  };
}

/**
 * Starts a Docker Engine for tests where root, Linux and the packages allow; it touches no other engine, no firewall rule and
 * no registry. MUSTER_TEST_DOCKER names one that is there. Never throws: what is missing is the reason.
 */
export async function startTestEngine(): Promise<TestEngine> {
  try {
    return await start();
  } catch (error) {
    return { reason: `a test engine cannot be started here (${error instanceof Error ? error.message : error})` };
  }
}

async function start(): Promise<TestEngine> {
  const given = process.env.MUSTER_TEST_DOCKER;
  if (given) return { address: given };
  const missing = missingHere();
  if (missing) return { reason: missing };
  const { root, socket, pidFile } = placesOf();
  mkdirSync(root, { recursive: true, mode: 0o700 });
  await stopTestEngine();
  makeBridge();
  const address = `unix://${socket}`;
  const pid = startDaemon();
  for (const until = Date.now() + UP_MS; Date.now() < until; await pause(100)) {
    if (await answers(address)) return { address };
    if (await gone(pid, 50)) break;
  }
  await stopTestEngine();
  const said = readFileSync(join(root, "dockerd.log"), "utf8").trim().split("\n").at(-1) ?? "";
  return { reason: `dockerd does not start on this machine: ${said.slice(0, 300)} (${pidFile})` };
}

function missingHere(): string | undefined {
  if (process.platform !== "linux") return "a test engine can be started on Linux only";
  if (process.getuid?.() !== 0) return "only root can start a test engine";
  const there = ["dockerd", "runc", "containerd", "ip"].every((name) => spawnSync("which", [name]).status === 0);
  const complete = there && existsSync("/bin/busybox");
  if (complete || withoutServices(() => installWithApt(["docker.io", "busybox-static", "iproute2"]))) return undefined;
  return "the package docker.io is not installed, and cannot be installed here";
}

/** Keeps the package from starting an engine of its own. */
function withoutServices(install: () => boolean): boolean {
  const guard = "/usr/sbin/policy-rc.d";
  if (existsSync(guard)) return install();
  writeFileSync(guard, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    return install();
  } finally {
    rmSync(guard, { force: true });
  }
}

function makeBridge(): void {
  const { bridge, gateway } = placesOf();
  ip("link", "add", bridge, "type", "bridge");
  ip("addr", "add", gateway, "dev", bridge);
  ip("link", "set", bridge, "up");
}

const ip = (...args: string[]) => spawnSync("ip", args, { stdio: "ignore", timeout: 5_000 });

function startDaemon(): number {
  const { root, socket, pidFile, mark, bridge } = placesOf();
  const configuration = join(root, "daemon.json");
  writeFileSync(configuration, "{}");
  const log = openSync(join(root, "dockerd.log"), "w");
  const places = ["--data-root", join(root, "data"), "--exec-root", join(root, "exec"), "--pidfile", pidFile];
  const quiet = [
    "--iptables=false",
    "--ip6tables=false",
    "--ip-forward=false",
    "--ip-masq=false",
    "--log-level",
    "warn",
  ];
  const groups = ["--cgroup-parent", `/muster-test-${mark}`, "--bridge", bridge];
  const args = ["--config-file", configuration, "-H", `unix://${socket}`, ...places, ...quiet, ...groups];
  const child = spawn("dockerd", args, { stdio: ["ignore", log, log], detached: true });
  child.on("error", () => undefined);
  child.unref();
  return child.pid ?? 0;
}

async function answers(address: string): Promise<boolean> {
  const engine = openEngine(address);
  return engine
    .ask("ping", 2_000, () => engine.brief.ping())
    .then(
      () => true,
      () => false,
    );
}

/** Ends this checkout's engine with all its containers, also one that an earlier run left; its images stay for the next run. */
export async function stopTestEngine(): Promise<void> {
  const { root, socket, pidFile, bridge } = placesOf();
  if (process.platform !== "linux" || !existsSync(root)) return;
  const pid = daemonOf(pidFile);
  if (pid !== undefined) {
    await removeContainers(`unix://${socket}`);
    end(pid, "SIGTERM");
    if (!(await gone(pid, DOWN_MS))) end(pid, "SIGKILL");
  }
  await endLeftovers(join(root, "exec"));
  unmount(root);
  for (const file of [pidFile, socket]) rmSync(file, { force: true });
  rmSync(join(root, "exec"), { recursive: true, force: true });
  ip("link", "del", bridge);
  removeControlGroups();
}

async function removeContainers(address: string): Promise<void> {
  const { api, ask } = openEngine(address);
  await ask("clean", DOWN_MS, async () => {
    const all = await api.listContainers({ all: true });
    await Promise.allSettled(all.map(({ Id }) => api.getContainer(Id).remove({ force: true, v: true })));
    await api.pruneVolumes();
  }).catch(() => undefined);
}

function unmount(root: string): void {
  const mounted = readFileSync("/proc/mounts", "utf8").split("\n");
  const ours = mounted.map((line) => line.split(" ")[1] ?? "").filter((path) => path.startsWith(`${root}/`));
  for (const path of ours.sort().reverse()) spawnSync("umount", ["-l", path], { stdio: "ignore", timeout: 5_000 });
}

function removeControlGroups(): void {
  const { mark } = placesOf();
  const find = ["-depth", "-type", "d", "-path", `*/muster-test-${mark}*`];
  const found = spawnSync("find", [CONTROL_GROUPS, ...find], { encoding: "utf8", timeout: 10_000 }).stdout ?? "";
  for (const path of found.split("\n").filter(Boolean)) {
    try {
      rmdirSync(path);
    } catch {
      // Something still lives there; the next run tries again.
    }
  }
}
