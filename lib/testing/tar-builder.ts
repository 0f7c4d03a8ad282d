import { gzipSync } from "node:zlib";

/** One entry as it shall be written, true or not: `size` may lie, `type` may be any letter, `raw` is written as it is. */
export type TarPart =
  | { raw: Buffer }
  | {
      path: string | Buffer;
      body?: string | Buffer;
      type?: string;
      mode?: number;
      link?: string;
      size?: number;
      /** Bytes written over the finished header, at these offsets; the checksum is made to match. */
      patch?: Record<number, string | Buffer>;
      pax?: Record<string, string>;
    };

const BLOCK = 512;
const LONGEST_NAME = 100;

const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, "0")}\0`;

const padded = (body: Buffer) => Buffer.concat([body, Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK)]);

function header(name: Buffer, part: Exclude<TarPart, { raw: Buffer }>, bodyLength: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  name.copy(block, 0, 0, LONGEST_NAME);
  block.write(octal(part.mode ?? 0o644, 8), 100, "latin1");
  block.write(octal(1000, 8), 108, "latin1");
  block.write(octal(1000, 8), 116, "latin1");
  block.write(octal(part.size ?? bodyLength, 12), 124, "latin1");
  block.write(octal(1_750_000_000, 12), 136, "latin1");
  block.write(part.type ?? "0", 156, "latin1");
  block.write(part.link ?? "", 157, "latin1");
  block.write("ustar\x0000", 257, "latin1");
  for (const [at, bytes] of Object.entries(part.patch ?? {})) Buffer.from(bytes).copy(block, Number(at));
  block.fill(" ", 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 7)} `, 148, "latin1");
  return block;
}

/** One pax record, its length counted in bytes and including itself. */
export function paxRecord(key: string, value: string): Buffer {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + 1;
  while (rest + String(length).length !== length) length = rest + String(length).length;
  return Buffer.from(`${length} ${key}=${value}\n`);
}

/** An extension header (`x`, `g`, `L`, …) with its body. */
export function extension(type: string, body: Buffer): Buffer {
  return Buffer.concat([header(Buffer.from("extension"), { path: "", type }, body.length), padded(body)]);
}

function writePart(part: TarPart): Buffer {
  if ("raw" in part) return part.raw;
  const name = Buffer.from(part.path);
  const body = Buffer.from(part.body ?? "");
  const blocks = [header(name, part, body.length), padded(body)];
  if (part.pax) {
    const records = Object.entries(part.pax).map(([key, value]) => paxRecord(key, value));
    blocks.unshift(extension("x", Buffer.concat(records)));
  } else if (name.length > LONGEST_NAME) {
    blocks.unshift(extension("L", Buffer.concat([name, Buffer.alloc(1)])));
  }
  return Buffer.concat(blocks);
}

/** An uncompressed tar of exactly these entries; `end` (default: the two zero blocks) may be anything else. */
export function buildTar(parts: readonly TarPart[], end: Buffer = Buffer.alloc(2 * BLOCK)): Buffer {
  return Buffer.concat([...parts.map(writePart), end]);
}

/** The same, gzip-compressed: what a `.ncp` file is. */
export const buildArchive = (parts: readonly TarPart[], end?: Buffer): Buffer => gzipSync(buildTar(parts, end));
