import { Header } from "tar";
import type { RunSpec } from "@/lib/runtime/driver";

const ACCOUNT = 1_000;

/**
 * The beginning of an archive: empty folders that belong to the agent's account. Unpacked over the mounts before the start it
 * makes new volumes writable, without a container that is root.
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
  return Buffer.concat(blocks);
}

/** The folders of shared volumes in a workspace, parents first. The workspace itself comes with the image. */
export function sharedFolders({ exposes, consumes }: RunSpec): string[] {
  const shared = consumes.length > 0 ? ["shared-in", ...consumes.map(({ name }) => `shared-in/${name}`)] : [];
  return [...(exposes ? ["shared-out"] : []), ...shared];
}
