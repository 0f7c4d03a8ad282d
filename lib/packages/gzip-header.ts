import { PackageRefused, refusal } from "./refusal";

const FLAG = { headerCrc: 0x02, extra: 0x04, name: 0x08, comment: 0x10, reserved: 0xe0 } as const;
const FIXED_LENGTH = 10;
const LONGEST_HEADER = 128 * 1024;

const REBUILD = "Build the package again with the command-line tool, or with: tar czf my-agent.ncp my-agent/";

/** The refusal of something that is not a gzip tar, with the way out. */
export const notGzipTar = (what: string) => new PackageRefused(refusal("archive.not_gzip_tar", `${what}. ${REBUILD}`));

/** The refusal of an archive that stops early. */
export const endsEarly = (what: string) =>
  new PackageRefused(refusal("archive.truncated", `The package ends early: ${what}. Upload the complete file again.`));

/** The refusal of bytes that no reader would ever show. */
export const goesOn = (what: string) =>
  new PackageRefused(refusal("archive.truncated", `The package has bytes after its end: ${what}. ${REBUILD}`));

/** True when `bytes` begins with the marks of a gzip file. */
export const isGzip = (bytes: Buffer) => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;

/** Length in bytes of the gzip header at the start of `bytes`; null when more bytes are needed. Throws PackageRefused. */
export function gzipHeaderLength(bytes: Buffer): number | null {
  if (bytes.length < FIXED_LENGTH) return null;
  const flags = bytes.readUInt8(3);
  if ((flags & FLAG.reserved) !== 0) throw notGzipTar("The gzip header is damaged");
  let at = FIXED_LENGTH;
  if (flags & FLAG.extra) {
    if (bytes.length < at + 2) return null;
    at += 2 + bytes.readUInt16LE(at);
  }
  for (const flag of [FLAG.name, FLAG.comment]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end === -1) at = bytes.length + 1;
    else at = end + 1;
  }
  if (flags & FLAG.headerCrc) at += 2;
  if (at > LONGEST_HEADER) throw notGzipTar("The gzip header is longer than any tool writes");
  return at <= bytes.length ? at : null;
}
