import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, readdirSync, statSync } from "node:fs";

/** Why no small disk can be mounted here; null where one can. */
export function noSmallDisk(): string | null {
  if (process.platform !== "linux") return "a small disk can be mounted on Linux only";
  if (process.getuid?.() !== 0) return "only root can mount a small disk";
  // A container's root may not.
  const tried = spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "none", "/mnt"], { stdio: "ignore" });
  return tried.status === 0 ? null : "this machine lets nobody mount a small disk";
}

export type SmallDisk = { files: () => string[]; resize: (size: string) => void; unmount: () => void };

/** Mounts an empty disk of `size` (as tmpfs has it: "4m", "1m,nr_inodes=9") over a folder, with the folder's owner and mode. */
export function mountSmallDisk(folder: string, size: string): SmallDisk {
  const { uid, gid, mode } = statSync(folder);
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "muster-test", folder]);
  chownSync(folder, uid, gid);
  chmodSync(folder, mode & 0o7777);
  return {
    /** What lies directly on it. */
    files: () => readdirSync(folder).sort(),
    resize: (to) => execFileSync("mount", ["-o", `remount,size=${to}`, folder]),
    // Lazily, because an agent may still have files on it.
    unmount: () => void spawnSync("umount", ["-l", folder], { stdio: "ignore" }),
  };
}
