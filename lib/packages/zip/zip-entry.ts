import type { Entry } from "yauzl";
import { judgePath } from "../archive-path";
import { printable } from "../refusal";
import type { ZipLimits } from "./zip-limits";
import { limitText, refusedEntry } from "./zip-refused";

/** A file or folder of a zip that passed every rule. `size` is what it announces; `read` refuses any other. */
export type ZipEntry = {
  readonly path: string;
  readonly folder: boolean;
  readonly size: number;
  readonly packedSize: number;
  readonly deflated: boolean;
  readonly crc32: number;
};

const FLAG = { encrypted: 0x1, patch: 0x20, strong: 0x40, masked: 0x2000 } as const;
const STORED = 0;
const DEFLATED = 8;
const KIND = 0o170000;
const FILE = 0o100000;
const FOLDER = 0o040000;
const LINK = 0o120000;
/** Extra fields that may hold the target of a link, and their length without one. */
const LINK_FIELDS = new Map([
  [0x000d, 12],
  [0x756e, 14],
]);

/** What is wrong with the kind of an entry, null when it is a plain file or folder. */
function kindFault(entry: Entry, folder: boolean): string | null {
  const { generalPurposeBitFlag: flags, compressionMethod: method } = entry;
  if (flags & (FLAG.encrypted | FLAG.strong | FLAG.masked)) return "is encrypted";
  if (flags & FLAG.patch) return "holds a patch and no file";
  if (method !== STORED && method !== DEFLATED)
    return `is packed by method ${method}; only stored and deflate are read`;
  const kind = (entry.externalFileAttributes >>> 16) & KIND;
  if (kind === LINK) return "is a symbolic link";
  if (kind !== 0 && kind !== FILE && kind !== FOLDER) return "is a device or pipe";
  if (kind === FOLDER && !folder) return "is a folder by its kind and a file by its name";
  if (kind === FILE && folder) return "is a file by its kind and a folder by its name";
  const linked = entry.extraFields.some(({ id, data }) => data.length > (LINK_FIELDS.get(id) ?? Infinity));
  return linked ? "is a link" : null;
}

function sizeFault(entry: Entry, folder: boolean): string | null {
  const { compressionMethod: method, uncompressedSize: size, compressedSize: packed } = entry;
  if (folder && size > 0) return "is a folder with contents";
  if (method === STORED && size !== packed) return `says two sizes, ${size} and ${packed}`;
  return null;
}

/** Judges one record of the central directory. Throws ZipRefused naming it; null for the archive's own root. */
export function judgeEntry(entry: Entry, limits: ZipLimits): ZipEntry | null {
  const raw = entry.fileNameRaw;
  const folder = raw.at(-1) === 0x2f;
  const { path, fault } = judgePath(raw, folder, limits);
  if (fault !== null) throw refusedEntry("unsafe", printable(path), fault);
  const wrong = kindFault(entry, folder) ?? sizeFault(entry, folder);
  if (wrong !== null) throw refusedEntry("unsafe", path, wrong);
  // What is refused by its announced size need not be unpacked; smaller lies are found while reading.
  if (entry.uncompressedSize > limits.fileBytes) {
    throw refusedEntry("too_large", path, `is larger than ${limitText(limits.fileBytes)}`);
  }
  const { uncompressedSize: size, compressedSize: packedSize, compressionMethod, crc32 } = entry;
  return path === "" ? null : { path, folder, size, packedSize, deflated: compressionMethod === DEFLATED, crc32 };
}
