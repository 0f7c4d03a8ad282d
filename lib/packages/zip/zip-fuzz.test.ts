import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { buildZip } from "@/lib/testing/zip-builder";
import { ZipArchive } from "./zip-archive";
import { agentZipLimits } from "./zip-limits";
import { ZipRefused } from "./zip-refused";

const honest = buildZip([
  { path: "agent/" },
  { path: "agent/agent-spec.yaml", body: "agent-package: {spec-version: v2}\n".repeat(20) },
  { path: "agent/knowledge/table.csv", body: "a;b\n".repeat(50), store: true },
  { path: "agent/runbook.md", body: "# Objective" },
]);

const edit = fc.record({
  at: fc.nat(honest.length - 1),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
  kind: fc.constantFrom("overwrite", "flip", "insert", "remove", "cut"),
});

function mutate(source: Buffer, edits: readonly { at: number; bytes: Uint8Array; kind: string }[]): Buffer {
  let result = Buffer.from(source);
  for (const { at, bytes, kind } of edits) {
    const head = result.subarray(0, at);
    const flipped = Buffer.from([(result[at] ?? 0) ^ (bytes[0] ?? 1)]);
    if (kind === "cut") result = Buffer.from(head);
    else if (kind === "flip") result = Buffer.concat([head, flipped, result.subarray(at + 1)]);
    else if (kind === "insert") result = Buffer.concat([head, bytes, result.subarray(at)]);
    else if (kind === "remove") result = Buffer.concat([head, result.subarray(at + bytes.length)]);
    else result = Buffer.concat([head, bytes, result.subarray(at + bytes.length)]);
  }
  return result;
}

async function outcome(path: string): Promise<string> {
  let archive: ZipArchive | null = null;
  try {
    archive = await ZipArchive.open(path, agentZipLimits);
    const meter = archive.meter();
    for (const entry of archive.entries) {
      expect(entry.path).not.toMatch(/^\/|(^|\/)\.\.(\/|$)|\\|\p{Cc}/u);
      let size = 0;
      for await (const chunk of archive.read(entry, meter)) size += chunk.length;
      expect(size).toBe(entry.size);
    }
    return "read";
  } catch (error) {
    if (!(error instanceof ZipRefused)) throw error;
    expect(error.message.length).toBeGreaterThan(0);
    return "refused";
  } finally {
    await archive?.close();
  }
}

test("1,500 mutated zips are read or refused, nothing else", async () => {
  const folder = mkdtempSync(join(tmpdir(), "muster-zip-fuzz-"));
  const path = join(folder, "x.zip");
  const seen = { read: 0, refused: 0 };
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        writeFileSync(path, mutate(honest, edits));
        if ((await outcome(path)) === "read") seen.read++;
        else seen.refused++;
      }),
      { numRuns: 1500, seed: 20260703 },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  expect(seen.read).toBeGreaterThan(20);
  expect(seen.refused).toBeGreaterThan(1000);
});
