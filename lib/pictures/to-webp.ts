import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { decode as decodeJpeg } from "jpeg-js";
import { PNG } from "pngjs";
import { PictureFault, type PictureLimits } from "./picture-limits";
import { jpegOrientation, type PictureHead, pictureHead } from "./picture-size";
import { fitted, type Pixels, upright } from "./resize";

const QUALITY = 82;

/** Bundled server code has no place of its own; the codecs are found from the project root. */
async function codec(file: string): Promise<WebAssembly.Module> {
  const path = resolve(process.cwd(), "node_modules/@jsquash/webp/codec", file);
  return WebAssembly.compile(await readFile(path));
}

type Decode = typeof import("@jsquash/webp/decode.js")["default"];
type Encode = typeof import("@jsquash/webp/encode.js")["default"];
let decoding: Promise<Decode> | undefined;
let encoding: Promise<Encode> | undefined;

async function loadDecoder(): Promise<Decode> {
  const { default: decode, init } = await import("@jsquash/webp/decode.js");
  await init(await codec("dec/webp_dec.wasm"));
  return decode;
}

async function loadEncoder(): Promise<Encode> {
  const [{ default: encode, init }, { simd }] = await Promise.all([
    import("@jsquash/webp/encode.js"),
    import("wasm-feature-detect"),
  ]);
  await init(await codec((await simd()) ? "enc/webp_enc_simd.wasm" : "enc/webp_enc.wasm"));
  return encode;
}

/** Both codecs know no other thing of the browser than this plain holder of pixels. */
function provideImageData(): void {
  const scope = globalThis as { ImageData?: unknown };
  scope.ImageData ??= class {
    constructor(
      readonly data: Uint8ClampedArray,
      readonly width: number,
      readonly height: number,
    ) {}
  };
}

async function pixelsOf(bytes: Buffer, { format }: PictureHead): Promise<Pixels> {
  if (format === "png") return PNG.sync.read(bytes);
  if (format === "jpeg") {
    const picture = decodeJpeg(bytes, {
      useTArray: true,
      formatAsRGBA: true,
      maxMemoryUsageInMB: 512,
      tolerantDecoding: false,
    });
    return upright(picture, jpegOrientation(bytes));
  }
  decoding ??= loadDecoder();
  const exact = new Uint8Array(bytes);
  return (await decoding)(exact.buffer);
}

async function encoded({ width, height, data }: Pixels): Promise<Buffer> {
  encoding ??= loadEncoder();
  const encode = await encoding;
  const picture = new ImageData(new Uint8ClampedArray(data), width, height);
  return Buffer.from(await encode(picture, { quality: QUALITY }));
}

/**
 * A PNG, JPEG or WebP made anew as WebP of at most `fitInto` pixels a side: what else the file held is gone. Size and kind
 * are judged by its first bytes, before anything is decoded. Throws PictureFault.
 */
export async function toWebp(bytes: Buffer, { longestSide, fitInto }: PictureLimits): Promise<Buffer> {
  const head = pictureHead(bytes);
  if (!head || head.width < 1 || head.height < 1) throw new PictureFault("is not a PNG, JPEG or WebP picture");
  if (Math.max(head.width, head.height) > longestSide) {
    throw new PictureFault(`is ${head.width} × ${head.height} pixels; at most ${longestSide} a side`);
  }
  provideImageData();
  const pixels = await pixelsOf(bytes, head).catch(() => null);
  const honest = pixels && pixels.width <= longestSide && pixels.height <= longestSide;
  if (!honest) throw new PictureFault("is damaged, or not the picture that it says it is");
  return encoded(fitted(pixels, fitInto));
}
