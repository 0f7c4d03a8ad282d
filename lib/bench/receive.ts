import { createHash, randomUUID } from "node:crypto";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { type Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Parser } from "tar";

/** Reads a tar to its end and counts its entries. */
function entryCounter(): { sink: Writable; entries: () => number } {
  let entries = 0;
  const parser = new Parser({ strict: true });
  parser.on("entry", (entry) => {
    entries += 1;
    entry.resume();
  });
  const sink = new Writable({
    write: (chunk, _, done) => (parser.write(chunk) ? done() : parser.once("drain", () => done())),
  });
  return { sink, entries: () => entries };
}

/**
 * What every upload costs at least: to disk with fsync, hashed, unpacked and read as tar to the end. Bytes come in once. The file
 * stays in `folder`, as with everybody who stores what is uploaded: a file that is deleted at once is written to memory that
 * the one before has warmed.
 */
export async function receive(source: Readable, folder: string): Promise<{ sha256: string; entries: number }> {
  const path = join(folder, `received-${randomUUID()}`);
  const hash = createHash("sha256");
  const file = await open(path, "w");
  const gunzip = createGunzip();
  const { sink, entries } = entryCounter();
  try {
    const parsed = pipeline(gunzip, sink);
    for await (const chunk of source) {
      hash.update(chunk);
      await file.write(chunk);
      if (!gunzip.write(chunk)) await new Promise((resolve) => gunzip.once("drain", resolve));
    }
    gunzip.end();
    await parsed;
    await file.sync();
    return { sha256: hash.digest("hex"), entries: entries() };
  } finally {
    await file.close();
  }
}
