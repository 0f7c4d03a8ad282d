import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { packageParts } from "@/lib/testing/package-builder";
import { buildTar, type TarPart } from "@/lib/testing/tar-builder";
import { extractPackage } from "./extract-package";
import { readPackage } from "./read-package";
import { PackageRefused } from "./refusal";

const parts: TarPart[] = [
  { path: "calculator-agent/l", body: "x", pax: { path: "calculator-agent/long" } },
  { path: `calculator-agent/${"n".repeat(120)}`, body: "x" },
];
const tar = buildTar(packageParts({ parts }));

const edit = fc.record({
  at: fc.nat(tar.length - 1),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
  kind: fc.constantFrom("overwrite", "insert", "remove", "block"),
});

function mutate(source: Buffer, edits: { at: number; bytes: Uint8Array; kind: string }[]): Buffer {
  let result = Buffer.from(source);
  for (const { at, bytes, kind } of edits) {
    const to = kind === "insert" ? at : at + bytes.length;
    const block = Math.floor(at / 512) * 512;
    if (kind === "block")
      result = Buffer.concat([result.subarray(0, block), result.subarray(0, 512), result.subarray(block)]);
    else
      result = Buffer.concat([
        result.subarray(0, at),
        kind === "remove" ? Buffer.alloc(0) : bytes,
        result.subarray(to),
      ]);
  }
  return result;
}

/** Headers get their checksum back, so that mutations reach what lies behind it. */
function repaired(bytes: Buffer): Buffer {
  for (let at = 0; at + 512 <= bytes.length; at += 512) {
    const block = bytes.subarray(at, at + 512);
    if (block.toString("latin1", 257, 262) !== "ustar") continue;
    block.fill(" ", 148, 156);
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  }
  return bytes;
}

async function outcome(archive: Buffer): Promise<"read" | "refused"> {
  try {
    await readPackage(Readable.from([archive]));
    return "read";
  } catch (error) {
    if (!(error instanceof PackageRefused)) throw error;
    expect(error.refusals.every(({ msg, loc }) => msg.length > 0 && loc[0] === "body")).toBe(true);
    return "refused";
  }
}

test("2,000 mutated archives are read or refused, nothing else", async () => {
  let read = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), fc.boolean(), async (edits, repair) => {
      const mutated = mutate(tar, edits);
      if ((await outcome(gzipSync(repair ? repaired(mutated) : mutated, { level: 1 }))) === "read") read++;
    }),
    { numRuns: 1700, seed: 20260703 },
  );
  const gz = gzipSync(tar);
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 2 }), async (edits) => {
      await outcome(
        mutate(
          gz,
          edits.map((one) => ({ ...one, at: one.at % gz.length })),
        ),
      );
    }),
    { numRuns: 300, seed: 20260703 },
  );
  expect(read).toBeGreaterThan(20);
});

test("extraction accepts exactly what reading accepts, and writes nothing outside", async () => {
  const scratch = mkdtempSync(join(tmpdir(), "muster-fuzz-"));
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 2 }), async (edits) => {
        const archive = gzipSync(repaired(mutate(tar, edits)), { level: 1 });
        const folder = mkdtempSync(join(scratch, "x"));
        const extracted = await extractPackage(Readable.from([archive]), folder).then(
          () => true,
          (error: unknown) => !(error instanceof PackageRefused),
        );
        if ((await outcome(archive)) === "read") expect(extracted).toBe(true);
        expect(readdirSync(scratch)).toHaveLength(1);
        rmSync(folder, { recursive: true });
      }),
      { numRuns: 200, seed: 7 },
    );
    expect(existsSync(join(scratch, "..", "evil"))).toBe(false);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});
