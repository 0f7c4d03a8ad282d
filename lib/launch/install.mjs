// Plain JavaScript without dependencies: this runs before node_modules exists.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { step } from "./steps.mjs";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const OLDEST_NODE = [20, 19];
const STAMP = "node_modules/.installed";

/**
 * What is wrong with this Node.js version, or undefined.
 * @param {string} version as in process.versions.node
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return undefined;
  return `Muster needs Node.js ${OLDEST_NODE.join(".")} or newer, and this is ${version}. Install a newer one (https://nodejs.org) and try again.`;
}

/**
 * Whether node_modules holds what the lock file asks for: by what npm says is there, or because this very lock file was
 * installed here before. The second keeps a lock file that npm reads otherwise than we do from being installed at every start,
 * below the feet of a product that runs.
 * @param {string} root
 */
export function isInstalled(root) {
  return readText(`${root}/${STAMP}`) === stampOf(root) || missingPackages(root).length === 0;
}

/**
 * The packages of the lock file that are not in node_modules with their version, by their path. npm writes its own copy of
 * the lock file last, so of a broken-off installation everything is missing.
 * @param {string} root
 */
export function missingPackages(root) {
  const wanted = packagesOf(`${root}/package-lock.json`);
  const present = packagesOf(`${root}/node_modules/.package-lock.json`);
  if (!wanted || !present) return ["node_modules"];
  return Object.entries(wanted)
    .filter(([path, entry]) => path !== "" && present[path]?.version !== entry.version && isNeeded(entry))
    .map(([path]) => path);
}

/** Notes that the lock file as it is now has been installed on this platform. */
export function noteInstalled(root) {
  writeFileSync(`${root}/${STAMP}`, stampOf(root));
}

function stampOf(root) {
  const lock = readText(`${root}/package-lock.json`) ?? "";
  return createHash("sha256").update(`${process.platform} ${process.arch}\n${lock}`).digest("hex");
}

function packagesOf(path) {
  const text = readText(path);
  try {
    return text === undefined ? undefined : JSON.parse(text).packages;
  } catch {
    return undefined;
  }
}

function readText(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** Optional packages for this platform count, so that a node_modules copied from another machine is noticed. */
function isNeeded({ optional, devOptional, os, cpu, libc }) {
  if (!optional && !devOptional) return true;
  return Boolean(os?.includes(process.platform) && cpu?.includes(process.arch)) && libc === undefined;
}

/**
 * Ends the process with a sentence when the Node.js version is wrong or packages are missing and cannot be installed.
 */
export async function prepareMachine() {
  process.chdir(ROOT);
  const problem = nodeProblem(process.versions.node);
  if (problem) fail(problem);
  if (isInstalled(ROOT)) return;
  try {
    await step("Installing packages", () => install(ROOT));
  } catch (error) {
    fail(error.message);
  }
}

/**
 * A lock file written where the registry lacks packages for other platforms does not name them, and `npm ci` then refuses it.
 * `npm install --no-save` installs the same versions from it and leaves it as it is.
 * @param {string} root
 */
function install(root) {
  const first = npm(root, ["ci"]);
  const last = first.status !== 0 && first.said.includes("EUSAGE") ? npm(root, ["install", "--no-save"]) : first;
  if (last.status !== 0) throw new Error(installProblem(last.said));
  noteInstalled(root);
}

/**
 * @param {string} root
 * @param {string[]} command
 */
function npm(root, command) {
  // Under npm, its own program; else the one in the PATH.
  const own = process.env.npm_execpath?.endsWith("npm-cli.js") ? process.env.npm_execpath : undefined;
  const args = [...command, "--include=dev", "--no-audit", "--no-fund"];
  const done = spawnSync(own ? process.execPath : "npm", own ? [own, ...args] : args, {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 15 * 60_000,
    env: { ...process.env, NODE_ENV: "development" },
  });
  return { status: done.status, said: `${done.error?.message ?? ""}\n${done.stderr ?? ""}` };
}

/**
 * Why an installation failed and what to do, from what npm said.
 * @param {string} said
 */
export function installProblem(said) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/.test(said)) {
    return "The npm registry cannot be reached, and packages are missing. Connect to the network (or set a reachable registry or proxy with `npm config set registry …`) and try again.";
  }
  if (/ENOSPC|EDQUOT/.test(said))
    return "The disk is full: packages cannot be installed. Free about 1.5 GB and try again.";
  if (/EACCES|EPERM|EROFS/.test(said)) {
    return `Packages cannot be written to ${ROOT}/node_modules. Give this user write access to the folder and try again.`;
  }
  const lines = said.split("\n").filter((line) => line.trim() !== "" && !line.includes("npm warn"));
  return `npm could not install the packages:\n${lines.slice(0, 20).join("\n")}`;
}

/**
 * Says what is wrong and ends with exit code 1.
 * @param {string} sentence
 * @returns {never}
 */
export function fail(sentence) {
  console.error(`\n${sentence}`);
  process.exit(1);
}
