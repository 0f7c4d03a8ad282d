import { createHash, randomUUID } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Parser } from "tar";

/** What every upload costs at least: to disk with fsync, hashed, unpacked and read as tar to the end. Bytes come in once. */
export async function receive(source: Readable, folder: string): Promise<{ sha256: string; entries: number }> {
  const path = join(folder, randomUUID());
  const hash = createHash("sha256");
  const file = await open(path, "w");
  let entries = 0;
  const gunzip = createGunzip();
  const parser = new Parser({ strict: true });
  parser.on("entry", (entry) => {
    entries += 1;
    entry.resume();
  });
  const parsed = pipeline(
    gunzip,
    new Writable({ write: (chunk, _, done) => (parser.write(chunk) ? done() : parser.once("drain", () => done())) }),
  );
  for await (const chunk of source) {
    hash.update(chunk);
    await file.write(chunk);
    if (!gunzip.write(chunk)) await new Promise((resolve) => gunzip.once("drain", resolve));
  }
  gunzip.end();
  await parsed;
  await file.sync();
  await file.close();
  await rm(path);
  return { sha256: hash.digest("hex"), entries };
}
