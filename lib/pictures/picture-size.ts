/** What the first bytes of a picture say about it, before anything of it is decoded. */
export type PictureHead = { format: "png" | "jpeg" | "webp"; width: number; height: number };

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function png(bytes: Buffer): PictureHead | null {
  if (bytes.length < 33 || bytes.toString("latin1", 12, 16) !== "IHDR") return null;
  return { format: "png", width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** Frame headers of all kinds that have a size; the others are arithmetic or lossless codings that no decoder here reads. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);

function jpeg(bytes: Buffer): PictureHead | null {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (FRAMES.has(marker)) {
      return { format: "jpeg", height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    if (marker === 0xda || marker === 0xd9) return null;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

function webp(bytes: Buffer): PictureHead | null {
  if (bytes.length < 30) return null;
  const kind = bytes.toString("latin1", 12, 16);
  if (kind === "VP8X") {
    return { format: "webp", width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  }
  if (kind === "VP8 ") {
    return { format: "webp", width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  }
  if (kind !== "VP8L" || bytes[20] !== 0x2f) return null;
  const bits = bytes.readUInt32LE(21);
  return { format: "webp", width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** Format and size of a PNG, JPEG or WebP by its bytes alone; null for everything else. */
export function pictureHead(bytes: Buffer): PictureHead | null {
  if (bytes.subarray(0, 8).equals(PNG)) return png(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpeg(bytes);
  const riff = bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP";
  return riff ? webp(bytes) : null;
}

const ORIENTATION = 0x0112;

/** How a JPEG is to be turned (EXIF 1–8); 1 where it does not say. */
export function jpegOrientation(bytes: Buffer): number {
  const at = bytes.subarray(0, 128 * 1024).indexOf("Exif\0\0", 0, "latin1");
  if (at === -1) return 1;
  const tiff = bytes.subarray(at + 6, at + 6 + 64 * 1024);
  if (tiff.length < 14) return 1;
  const little = tiff.toString("latin1", 0, 2) === "II";
  const u16 = (from: number) =>
    from + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(from) : tiff.readUInt16BE(from);
  const u32 = (from: number) =>
    from + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(from) : tiff.readUInt32BE(from);
  const directory = u32(4);
  const entries = Math.min(u16(directory), 200);
  for (let i = 0; i < entries; i += 1) {
    const entry = directory + 2 + i * 12;
    if (u16(entry) !== ORIENTATION) continue;
    const value = u16(entry + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
