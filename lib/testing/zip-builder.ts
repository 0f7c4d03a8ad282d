import { crc32, deflateRawSync } from "node:zlib";

/** One entry as it shall be written, true or not: what is not given is honest. */
export type ZipPart = {
  path: string | Buffer;
  body?: string | Buffer;
  /** Packed by deflate (default) or stored. */
  store?: boolean;
  /** The packed bytes themselves. */
  packed?: Buffer;
  method?: number;
  flags?: number;
  /** Unix mode with its kind, `0o120777` for a symbolic link. */
  mode?: number;
  /** System that made it; 3 is Unix. */
  host?: number;
  size?: number;
  packedSize?: number;
  crc?: number;
  extra?: Buffer;
  /** Name in the header beside the data, when it is another than in the directory. */
  localPath?: string;
  localMethod?: number;
  /** Offset of the header, when it is not where the entry was written. */
  offset?: number;
  /** Bytes before the header. */
  gap?: Buffer;
};

export type ZipEnd = { entries?: number; comment?: Buffer; after?: Buffer; directoryOffset?: number; before?: Buffer };

type Fields = { name: Buffer; body: Buffer; packed: Buffer; method: number; sizes: Buffer };

function fieldsOf(part: ZipPart): Fields {
  const body = Buffer.from(part.body ?? "");
  const name = Buffer.from(part.path);
  const stored = part.store === true || name.at(-1) === 0x2f;
  const packed = part.packed ?? (stored ? body : deflateRawSync(body));
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(part.crc ?? crc32(body), 0);
  sizes.writeUInt32LE(part.packedSize ?? packed.length, 4);
  sizes.writeUInt32LE(part.size ?? body.length, 8);
  return { name, body, packed, method: part.method ?? (stored ? 0 : 8), sizes };
}

function localHeader(part: ZipPart, { name, method, sizes }: Fields): Buffer {
  const own = part.localPath === undefined ? name : Buffer.from(part.localPath);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(part.flags ?? 0x800, 6);
  head.writeUInt16LE(part.localMethod ?? method, 8);
  head.writeUInt16LE(0x21, 12);
  sizes.copy(head, 14);
  head.writeUInt16LE(own.length, 26);
  return Buffer.concat([head, own]);
}

function directoryRecord(part: ZipPart, { name, method, sizes }: Fields, offset: number): Buffer {
  const extra = part.extra ?? Buffer.alloc(0);
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt16LE(((part.host ?? 3) << 8) | 20, 4);
  head.writeUInt16LE(20, 6);
  head.writeUInt16LE(part.flags ?? 0x800, 8);
  head.writeUInt16LE(method, 10);
  head.writeUInt16LE(0x21, 14);
  sizes.copy(head, 16);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt16LE(extra.length, 30);
  head.writeUInt32LE(((part.mode ?? (name.at(-1) === 0x2f ? 0o040755 : 0o100644)) << 16) >>> 0, 38);
  head.writeUInt32LE(part.offset ?? offset, 42);
  return Buffer.concat([head, name, extra]);
}

function endRecord(entries: number, size: number, offset: number, comment: Buffer): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([end, comment]);
}

/** A zip of exactly these entries; `end` may tell lies about them and add bytes. */
export function buildZip(parts: readonly ZipPart[], end: ZipEnd = {}): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const fields = fieldsOf(part);
    const gap = part.gap ?? Buffer.alloc(0);
    directory.push(directoryRecord(part, fields, offset + gap.length));
    const chunk = Buffer.concat([gap, localHeader(part, fields), fields.packed]);
    files.push(chunk);
    offset += chunk.length;
  }
  const records = Buffer.concat(directory);
  const before = end.before ?? Buffer.alloc(0);
  const start = end.directoryOffset ?? offset + before.length;
  const tail = endRecord(end.entries ?? parts.length, records.length, start, end.comment ?? Buffer.alloc(0));
  return Buffer.concat([...files, before, records, tail, end.after ?? Buffer.alloc(0)]);
}
