export const BLOCK = 512;

/** What one header block says, before any extension record is applied. `type` is the raw type letter. */
export type TarHeader = { name: Buffer; size: number; mode: number; type: string };

const FIELD = {
  name: [0, 100],
  mode: [100, 108],
  size: [124, 136],
  checksum: [148, 156],
  type: [156, 157],
  magic: [257, 262],
  prefix: [345, 500],
} as const;

type Field = keyof typeof FIELD;

const field = (block: Buffer, name: Field) => block.subarray(...FIELD[name]);

/** True for the block of zeros that marks the end of a tar. */
export const isZeroBlock = (block: Buffer) => block[0] === 0 && ZERO_BLOCK.equals(block);
const ZERO_BLOCK = Buffer.alloc(BLOCK);

/** A number field: octal digits between spaces and NULs, or GNU's base 256. Null when it is neither, or not exact. */
function readNumber(bytes: Buffer): number | null {
  const first = bytes[0] ?? 0;
  if (first & 0x80) return first === 0x80 ? readBase256(bytes.subarray(1)) : null;
  const text = bytes.toString("latin1");
  const match = /^ *([0-7]*)[ \0]*$/.exec(text);
  if (!match) return null;
  return match[1] ? Number.parseInt(match[1], 8) : 0;
}

function readBase256(bytes: Buffer): number | null {
  let value = 0;
  for (const byte of bytes) value = value * 256 + byte;
  return Number.isSafeInteger(value) ? value : null;
}

/** The sum that belongs into the checksum field: all bytes, the field itself counted as spaces. */
export function tarChecksum(block: Buffer): number {
  const [from, to] = FIELD.checksum;
  let sum = 8 * 0x20;
  for (let at = 0; at < from; at++) sum += block[at] ?? 0;
  for (let at = to; at < BLOCK; at++) sum += block[at] ?? 0;
  return sum;
}

/** A name field up to its NUL; what follows the NUL stays in, so that a hidden rest is seen and refused. */
function readName(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.subarray(0, end);
}

function fullName(block: Buffer): Buffer {
  const name = readName(field(block, "name"));
  const magic = field(block, "magic").toString("latin1");
  // GNU writes "ustar " and keeps times where POSIX has the prefix.
  if (magic !== "ustar" || block[262] !== 0) return name;
  const prefix = readName(field(block, "prefix"));
  return prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from("/"), name]);
}

/** Decodes one block; a sentence instead when it is not an intact header. The result does not share memory with `block`. */
export function readTarHeader(block: Buffer): TarHeader | string {
  const checksum = readNumber(field(block, "checksum"));
  if (checksum === null || checksum !== tarChecksum(block)) return "a header's checksum does not match";
  const size = readNumber(field(block, "size"));
  if (size === null) return "a header's size field is not a number";
  const mode = readNumber(field(block, "mode")) ?? 0;
  return { name: Buffer.from(fullName(block)), size, mode, type: field(block, "type").toString("latin1") };
}

/** A copy of `block` with another size and the checksum to match. */
export function withSize(block: Buffer, size: number): Buffer {
  const copy = Buffer.from(block);
  copy.write(`${size.toString(8).padStart(11, "0")}\0`, FIELD.size[0], "latin1");
  copy.write(`${tarChecksum(copy).toString(8).padStart(6, "0")}\0 `, FIELD.checksum[0], "latin1");
  return copy;
}
