import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { gunzip } from "./gunzip";
import { type PackageLimits, packageLimits } from "./limits";
import { withoutPlatformKey } from "./platform-key";
import type { TarEntry } from "./tar-entry";
import { BLOCK, withSize } from "./tar-header";
import { TarReader, type TarSink } from "./tar-reader";

const MANIFEST = /^(?:\.\/)?(?:[^/]+\/)?ncp\.toml$/;

const padding = (size: number) => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);

/** The `size` of a pax record, rewritten in place: decimal numbers may begin with zeros, so its length stays. */
function withPaxSize(prelude: Buffer, size: number): Buffer {
  const text = prelude.toString("latin1");
  const rewritten = text.replace(/^(\d+ size=)(\d+)\n/gm, (_, key: string, digits: string) => {
    return `${key}${String(size).padStart(digits.length, "0")}\n`;
  });
  return Buffer.from(rewritten, "latin1");
}

/** Writes the same tar again, entry by entry, with the manifest's platform key emptied. */
class RedactingSink implements TarSink {
  out: Buffer[] = [];
  #size = 0;
  #manifest: { entry: TarEntry; parts: Buffer[] } | null = null;

  constructor(readonly limits: PackageLimits) {}

  entry(entry: TarEntry): void {
    this.#size = entry.size;
    const manifest = entry.kind === "file" && MANIFEST.test(entry.path.toString("utf8"));
    this.#manifest = manifest && entry.size <= this.limits.manifestBytes ? { entry, parts: [] } : null;
    if (!this.#manifest) this.out.push(...entry.prelude, entry.block);
  }

  body(slice: Buffer): void {
    const copy = Buffer.from(slice);
    if (this.#manifest) this.#manifest.parts.push(copy);
    else this.out.push(copy);
  }

  close(): void {
    if (!this.#manifest) {
      this.out.push(padding(this.#size));
      return;
    }
    const { entry, parts } = this.#manifest;
    const before = Buffer.concat(parts);
    const redacted = redactedManifest(before);
    const after = redacted ?? before;
    const block = redacted ? withSize(entry.block, after.length) : entry.block;
    const prelude = redacted ? entry.prelude.map((raw) => withPaxSize(raw, after.length)) : entry.prelude;
    this.out.push(...prelude, block, after, padding(after.length));
  }
}

function redactedManifest(bytes: Buffer): Buffer | null {
  const text = bytes.toString("utf8");
  const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
  const redacted = withoutPlatformKey(text.slice(mark.length));
  return redacted === null ? null : Buffer.from(mark + redacted);
}

async function* redactedTar(source: Readable, limits: PackageLimits): AsyncGenerator<Buffer> {
  const sink = new RedactingSink(limits);
  const tar = new TarReader(sink);
  for await (const chunk of gunzip(source, limits)) {
    tar.push(chunk);
    const { out } = sink;
    sink.out = [];
    if (out.length > 0) yield Buffer.concat(out);
  }
  tar.finish();
  yield Buffer.concat([...sink.out, Buffer.alloc(tar.tailBytes)]);
}

/**
 * The package with a filled `platform.api_key` emptied in its `ncp.toml`; every other file, the order and the metadata of
 * the entries stay. Needed only where a reading says `hasPlatformKey`. The result is deterministic for the same Node
 * version. It errors with PackageRefused when `source` is not an intact archive.
 */
export function redactPlatformKey(source: Readable, limits: PackageLimits = packageLimits): Readable {
  const gzip = createGzip();
  pipeline(Readable.from(redactedTar(source, limits)), gzip).catch((error: unknown) => {
    gzip.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return gzip;
}
