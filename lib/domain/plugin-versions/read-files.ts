import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import type { Contents } from "@/lib/domain/package-files/compare-contents";
import { TEXT_LIMIT } from "@/lib/domain/package-files/read-contents";
import type { StoredFile } from "@/lib/domain/package-files/rules";
import { readStoredPlugin } from "@/lib/domain/plugins/receive-plugin";

export type VersionFiles = { files: StoredFile[]; contents: Contents };

const nothing: VersionFiles = { files: [], contents: new Map() };

/** The files of a stored plugin as those of a package are known, their contents cut at 1 MiB. Throws `unavailable`. */
export async function readVersion(sha256: string | null): Promise<VersionFiles> {
  if (sha256 === null) return nothing;
  const all = [...(await readStoredPlugin(sha256))];
  const files = all.map(([path, bytes]) => {
    const hash = createHash("sha256").update(bytes).digest("hex");
    return { path, size: bytes.length, sha256: hash, binary: bytes.includes(0) || !isUtf8(bytes) };
  });
  const contents = all.map(([path, bytes]) => {
    const shown = bytes.subarray(0, TEXT_LIMIT);
    return [path, { bytes: shown, size: bytes.length, truncated: bytes.length > TEXT_LIMIT }] as const;
  });
  return { files, contents: new Map(contents) };
}
