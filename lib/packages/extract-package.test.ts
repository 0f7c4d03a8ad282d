import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { Readable } from "node:stream";
import { afterAll, expect, test } from "vitest";
import { packageParts } from "@/lib/testing/package-builder";
import { buildArchive, type TarPart } from "@/lib/testing/tar-builder";
import { extractPackage } from "./extract-package";
import { readPackage } from "./read-package";

const scratch = mkdtempSync(join(tmpdir(), "muster-extract-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let count = 0;
function freshFolder(): string {
  const outer = join(scratch, String(count++));
  mkdirSync(join(outer, "inner"), { recursive: true });
  return join(outer, "inner");
}

function tree(folder: string) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const mode = (lstatSync(path).mode & 0o7777).toString(8);
      const sha256 = entry.isFile() ? createHash("sha256").update(readFileSync(path)).digest("hex") : null;
      return { path: relative(folder, path), mode, sha256 };
    })
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

test.each(["calculator-agent", ""])("what is extracted is what was read, byte for byte (root %j)", async (root) => {
  const archive = buildArchive(
    packageParts({ root, files: { "data/x.bin": Buffer.alloc(300_000, 7), "tools/a.pyc": "x" } }),
  );
  const folder = freshFolder();
  await extractPackage(Readable.from([archive]), folder);
  const { files } = await readPackage(Readable.from([archive]));
  const extracted = tree(folder);
  expect(extracted.filter(({ sha256 }) => sha256).map(({ path, sha256 }) => [path, sha256])).toEqual(
    files.map(({ path, sha256 }) => [path, sha256]),
  );
  expect(extracted.filter(({ sha256 }) => !sha256).map(({ path }) => path)).toEqual(["agents", "data", "tools"]);
});

test("modes are ours: no set-id bit, no sticky bit, whatever the umask", async () => {
  const before = process.umask(0o077);
  try {
    const parts: TarPart[] = [
      { path: "calculator-agent/run", body: "x", mode: 0o4755 },
      { path: "calculator-agent/group", body: "x", mode: 0o2755 },
      { path: "calculator-agent/open/", type: "5", mode: 0o1777 },
    ];
    const folder = freshFolder();
    await extractPackage(Readable.from([buildArchive(packageParts({ parts }))]), folder);
    for (const { mode, sha256 } of tree(folder)) expect(mode).toBe(sha256 ? "644" : "755");
  } finally {
    process.umask(before);
  }
});

test.each([
  ["../evil", {}],
  ["/tmp/evil", {}],
  ["calculator-agent/link", { type: "2", link: ".." }],
  ["calculator-agent/README.md", {}],
] as const)("a hostile entry %s stops the extraction and leaves nothing outside", async (path, extra) => {
  const folder = freshFolder();
  const archive = buildArchive(packageParts({ parts: [{ path, body: "type" in extra ? "" : "x", ...extra }] }));
  await expect(extractPackage(Readable.from([archive]), folder)).rejects.toMatchObject({ name: "PackageRefused" });
  expect(readdirSync(join(folder, ".."))).toEqual(["inner"]);
});

test("a package that breaks off is an error", async () => {
  const archive = buildArchive(packageParts());
  await expect(extractPackage(Readable.from([archive.subarray(0, -20)]), freshFolder())).rejects.toMatchObject({
    name: "PackageRefused",
  });
});
