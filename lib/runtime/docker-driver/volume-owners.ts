import { Header } from "tar";
import type { RunSpec } from "@/lib/runtime/driver";

const ACCOUNT = 1_000;

/**
 * An archive of empty folders that belong to the agent's account. Unpacked over the mounts before the start it makes new
 * volumes writable, without a container that is root.
 */
export function ownedFolders(folders: readonly string[]): Buffer {
  const blocks = folders.map((path) => {
    const header = new Header({
      path: `${path}/`,
      type: "Directory",
      mode: 0o755,
      uid: ACCOUNT,
      gid: ACCOUNT,
      size: 0,
      mtime: new Date(),
    });
    const block = Buffer.alloc(512);
    header.encode(block, 0);
    return block;
  });
  return Buffer.concat([...blocks, Buffer.alloc(1_024)]);
}

/** The folders that a run needs below its workspace, parents first. */
export function foldersOf({ exposes, consumes }: RunSpec): string[] {
  const shared = consumes.length > 0 ? ["shared-in", ...consumes.map(({ name }) => `shared-in/${name}`)] : [];
  return [".", ...(exposes ? ["shared-out"] : []), ...shared];
}
