import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { buildPackage } from "@/lib/testing/package-builder";
import { readPackageFile, readPackageFiles } from "./package-file";

const root = "calculator-agent";
const archive = await buildPackage({ files: { "a/noise.bin": randomBytes(2_000_000), "empty.txt": "" } });

test("one file is read by its exact path", async () => {
  const found = await readPackageFile(Readable.from([archive]), "README.md", { root, maxBytes: 1000 });
  expect(found?.bytes.toString()).toContain("# calculator-agent");
  expect(found?.truncated).toBe(false);
  for (const path of ["readme.md", "calculator-agent/README.md", "../README.md", "tools", "", "./README.md"]) {
    expect(await readPackageFile(Readable.from([archive]), path, { root, maxBytes: 10 }), path).toBeNull();
  }
});

test("a file is cut at the limit and says so", async () => {
  const found = await readPackageFile(Readable.from([archive]), "README.md", { root, maxBytes: 5 });
  expect(found).toEqual({ bytes: Buffer.from("# cal"), size: 64, truncated: true });
});

test("several files are read in one pass; an empty one is found, a missing one is not", async () => {
  const found = await readPackageFiles(Readable.from([archive]), ["README.md", "empty.txt", "none"], {
    root,
    maxBytes: 100,
  });
  expect([...found.keys()]).toEqual(["README.md", "empty.txt"]);
});

test("the archive is read no further than needed", async () => {
  let pulled = 0;
  function* slices() {
    for (let at = 0; at < archive.length; at += 16_384, pulled++) yield archive.subarray(at, at + 16_384);
  }
  await readPackageFile(Readable.from(slices()), "ncp.toml", { root, maxBytes: 1000 });
  expect(pulled).toBeLessThan(60);
});
