import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { gunzip } from "./gunzip";
import { packageLimits } from "./limits";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test.each([3_000_000, 131_072, 131_073, 1])(
  "of %d bytes, each piece is right, and its memory free when the next is asked for",
  async (size) => {
    const bytes = randomBytes(size);
    const hash = createHash("sha256");
    const seen: Buffer[] = [];
    let held = 0;
    for await (const piece of gunzip(Readable.from([gzipSync(bytes)]), packageLimits)) {
      hash.update(piece);
      seen.push(piece);
      held = Math.max(
        held,
        seen.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
      );
    }
    expect(hash.digest("hex")).toBe(sha256(bytes));
    expect(seen.map(({ length }) => length)).toEqual(seen.map(() => 0));
    expect(held).toBeLessThan(1024 * 1024);
  },
);
