import { dirname } from "node:path";
import { SYSTEM_PATHS } from "./system-paths";

const TEMPORARY_BYTES = 64 * 1024 * 1024;

type View = {
  /** Read-only, like the system: what `hidden` may lie in. */
  base: readonly string[];
  /** Read-only, also where it lies in a hidden folder. */
  read: readonly string[];
  write: readonly string[];
  /** Writable, at another place. */
  mounts: readonly { from: string; to: string }[];
  hidden: readonly string[];
  directory: string;
  /** Muster runs as root: no user namespace is needed, and the launcher changes to another account. */
  elevated: boolean;
  /** This bwrap can limit the size of what is kept in memory (0.7 and newer). */
  sized: boolean;
};

/** Makes the folders above the paths. bwrap would make them for their owner only, and other accounts must get through. */
function enterable(paths: readonly string[]): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    for (let above = dirname(path); above !== dirname(above); above = dirname(above)) found.add(above);
  }
  return [...found].sort().flatMap((path) => ["--perms", "0755", "--dir", path]);
}

/** Arguments of bwrap up to the command: own processes, /tmp in memory, system, `base` and `read` read-only, `write` writable. */
export function bubblewrapArguments(view: View): string[] {
  const bind = (kind: string, paths: readonly string[]) => paths.flatMap((path) => [kind, path, path]);
  const size = view.sized ? ["--size", String(TEMPORARY_BYTES)] : [];
  return [
    ...["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"],
    ...["--die-with-parent", "--new-session", "--hostname", "agent"],
    ...(view.elevated ? ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] : ["--unshare-user"]),
    ...enterable(SYSTEM_PATHS),
    ...bind("--ro-bind-try", SYSTEM_PATHS),
    ...["--proc", "/proc", "--dev", "/dev"],
    ...["/tmp", "/dev/shm"].flatMap((path) => [...size, "--perms", "1777", "--tmpfs", path]),
    ...enterable(view.base),
    ...bind("--ro-bind", view.base),
    // After what is readable for everyone and before the agent's own folders, which may lie inside.
    ...view.hidden.flatMap((path) => ["--tmpfs", path]),
    ...enterable([...view.read, ...view.write]),
    ...bind("--ro-bind", view.read),
    ...bind("--bind", view.write),
    ...enterable(view.mounts.map(({ to }) => to)),
    ...view.mounts.flatMap(({ from, to }) => ["--bind", from, to]),
    ...["--chdir", view.directory, "--"],
  ];
}
