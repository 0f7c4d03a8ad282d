import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { create } from "tar";
import type { AgentImageSource } from "@/lib/runtime/docker-driver/agent-image";
import { KEYS, WORKSPACE } from "@/lib/runtime/docker-driver/names";
import { ownedFolders } from "@/lib/runtime/docker-driver/volume-owners";
import { DriverFault } from "@/lib/runtime/driver";

/** What a shell in a container can use where there is no busybox to give it everything. */
const COMMANDS =
  "sh bash cat cp mv rm ls mkdir rmdir ln chmod touch head tail sort uniq wc cut tr grep sed find env ps kill stty sleep date".split(
    " ",
  );
const FURTHER = ["script", "git", "tar", "gzip"];
/** Counted up when this file puts other things into the image. */
const LAYOUT = "2";
const OWNED = [WORKSPACE.slice(1), KEYS.slice(1)];
const NAME_SERVICE = ["libnss_files.so.2", "libnss_dns.so.2", "libresolv.so.2"];

/** Node.js as process 1 would leave orphans of its children behind as zombies; a shell reaps them, and hands signals on. */
const START = `#!/bin/sh
exec 3<&0 0</dev/null
/usr/local/bin/node /opt/muster/agent-server.cjs <&3 3<&- &
child=$!
exec 3<&-
trap 'kill -TERM $child 2>/dev/null' TERM INT
wait $child
code=$?
while kill -0 $child 2>/dev/null; do wait $child; code=$?; done
exit $code
`;

/**
 * The image for an agent server: made of this machine's Node.js, shell and libraries, without a registry. Its name holds what
 * is in it, so a new agent server is a new image.
 */
export function ownImage(agentServer: string): AgentImageSource {
  const version = versionOf(agentServer);
  return {
    name: `muster-agent:${version}`,
    make: async (use) => {
      const folder = mkdtempSync(join(tmpdir(), "muster-image-"));
      try {
        const archive = join(folder, "root.tar");
        makeRoot(join(folder, "root"), agentServer);
        // The agent's own folders come first, because the rest belongs to root, whoever makes the archive.
        writeFileSync(archive, ownedFolders(OWNED));
        const rest = create({ cwd: join(folder, "root"), portable: true }, ["."]);
        await pipeline(rest, createWriteStream(archive, { flags: "a" }));
        await use(archive, version);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

function versionOf(agentServer: string): string {
  const parts = [LAYOUT, readFileSync(agentServer), START, process.version, process.arch];
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex").slice(0, 12);
}

function makeRoot(root: string, agentServer: string): void {
  if (process.platform !== "linux") {
    throw new DriverFault(
      "refused",
      "The agent image is made of a Linux machine's files. Name one in MUSTER_AGENT_IMAGE",
    );
  }
  for (const folder of [
    "bin",
    "etc",
    "tmp",
    "proc",
    "sys",
    "dev",
    "run",
    "root",
    "home",
    "opt/muster",
    "usr/local/bin",
    "usr/bin",
    "var/lib",
  ]) {
    mkdirSync(join(root, folder), { recursive: true, mode: 0o755 });
  }
  placeProgram(root, realpathSync(process.execPath), "/usr/local/bin/node");
  placeShell(root);
  for (const name of FURTHER) placeNamed(root, name);
  placeNameService(root);
  writeFileSync(
    join(root, "etc/passwd"),
    "root:x:0:0:root:/root:/bin/sh\ndeveloper:x:1000:1000::/home/developer:/bin/sh\n",
  );
  writeFileSync(join(root, "etc/group"), "root:x:0:\ndeveloper:x:1000:\n");
  writeFileSync(join(root, "etc/nsswitch.conf"), "hosts: files dns\n");
  placeFile(root, agentServer, "/opt/muster/agent-server.cjs", 0o644);
  writeFileSync(join(root, "opt/muster/start.sh"), START, { mode: 0o755 });
  for (const bundle of ["/etc/ssl/certs/ca-certificates.crt"]) {
    if (existsSync(bundle)) placeFile(root, realpathSync(bundle), bundle, 0o644);
  }
}

/** busybox is a whole set of commands in one file; without it, those of this machine. */
function placeShell(root: string): void {
  const busybox = find("busybox");
  if (!busybox) {
    for (const name of COMMANDS) placeNamed(root, name);
    if (!existsSync(join(root, "bin/sh"))) symlinkSync("../usr/bin/sh", join(root, "bin/sh"));
    return;
  }
  placeProgram(root, busybox, "/bin/busybox");
  const applets = spawnSync(busybox, ["--list"], { encoding: "utf8" }).stdout.split("\n");
  for (const applet of applets.filter((name) => name !== "" && name !== "busybox")) {
    symlinkSync("busybox", join(root, "bin", basename(applet)));
  }
}

function placeNamed(root: string, name: string): void {
  const program = find(name);
  if (program && !existsSync(join(root, "usr/bin", name)))
    placeProgram(root, realpathSync(program), `/usr/bin/${name}`);
}

function placeNameService(root: string): void {
  const libc = librariesOf(process.execPath).find((path) => basename(path).startsWith("libc.so"));
  for (const name of NAME_SERVICE) {
    const path = libc ? join(dirname(libc), name) : "";
    if (existsSync(path)) placeFile(root, realpathSync(path), path, 0o644);
  }
}

/** A program with the libraries that it is linked to, each at its own path. */
function placeProgram(root: string, from: string, to: string): void {
  placeFile(root, from, to, 0o755);
  for (const library of librariesOf(from)) placeFile(root, realpathSync(library), library, 0o755);
}

function placeFile(root: string, from: string, to: string, mode: number): void {
  const target = join(root, to);
  if (existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
  copyFileSync(from, target);
  chmodSync(target, mode);
}

/** None for a program that is linked to nothing. */
function librariesOf(program: string): string[] {
  const said = spawnSync("ldd", [program], { encoding: "utf8" }).stdout ?? "";
  return [...said.matchAll(/(\/\S+\.so\S*)/g)].map(([, path = ""]) => path).filter((path) => existsSync(path));
}

function find(name: string): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter).concat("/bin", "/usr/bin");
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
