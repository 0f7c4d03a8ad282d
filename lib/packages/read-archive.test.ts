import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { packageParts } from "@/lib/testing/package-builder";
import { buildArchive, buildTar, extension, paxRecord, type TarPart } from "@/lib/testing/tar-builder";
import { readPackage } from "./read-package";
import { PackageRefused, type Refusal } from "./refusal";

async function refusals(archive: Buffer | Iterable<Buffer>): Promise<readonly Refusal[]> {
  try {
    await readPackage(Readable.from(Buffer.isBuffer(archive) ? [archive] : archive));
    return [];
  } catch (error) {
    if (error instanceof PackageRefused) return error.refusals;
    throw error;
  }
}

const withParts = (...parts: TarPart[]) => buildArchive(packageParts({ parts }));
const types = async (archive: Buffer | Iterable<Buffer>) => (await refusals(archive)).map(({ type }) => type);

describe("paths", () => {
  test.each([
    "../evil",
    "calculator-agent/../../evil",
    "calculator-agent/..",
    "/etc/cron.d/x",
    "//host/share",
    "..\\evil",
    "C:evil",
    "C:\\x",
    "\\\\host\\share",
    "calculator-agent/C:x",
    "calculator-agent//x",
    "calculator-agent/./x",
    "././x",
    "calculator-agent/a\nb",
    `calculator-agent/${"x".repeat(240)}`,
    `calculator-agent/${"d/".repeat(20)}x`,
  ])("%j is refused, with its name", async (path) => {
    const [first] = await refusals(withParts({ path, body: "x" }));
    expect(first?.type).toBe("archive.unsafe_path");
    expect(first?.loc.slice(0, 2)).toEqual(["body", "file"]);
    expect(first?.msg).toContain("'");
  });

  test("a NUL in a name is refused, in a header and in a pax record", async () => {
    const header = withParts({ path: Buffer.from("calculator-agent/a\0b"), body: "x" });
    const pax = withParts({ path: "calculator-agent/a", body: "x", pax: { path: "calculator-agent/a\0b" } });
    expect(await types(header)).toEqual(["archive.unsafe_path"]);
    expect(await types(pax)).toEqual(["archive.unsafe_path"]);
  });

  test("a name that is not UTF-8 is refused", async () => {
    expect(await types(withParts({ path: Buffer.from("calculator-agent/\xff", "latin1") }))).toEqual([
      "archive.unsafe_path",
    ]);
  });

  test("a leading ./ is dropped", async () => {
    const parts = packageParts().map((part) => ("raw" in part ? part : { ...part, path: `./${part.path}` }));
    const reading = await readPackage(Readable.from([buildArchive([{ path: "./", type: "5" }, ...parts])]));
    expect(reading.root).toBe("calculator-agent");
  });

  test("long names in GNU and in pax form are read", async () => {
    const long = `calculator-agent/tools/${"n".repeat(150)}.txt`;
    const reading = await readPackage(
      Readable.from([withParts({ path: long, body: "1" }, { path: "short", body: "2", pax: { path: `${long}2` } })]),
    );
    const found = reading.files.filter(({ path }) => path.startsWith("tools/nnn"));
    expect(found.map(({ path }) => path)).toEqual([long.slice(17), `${long.slice(17)}2`]);
  });
});

describe("kinds of entries", () => {
  test.each([
    ["a symbolic link to an absolute path", { type: "2", link: "/etc/passwd" }],
    ["a symbolic link upwards", { type: "2", link: "../.." }],
    ["a symbolic link to a file inside", { type: "2", link: "README.md" }],
    ["a hard link outside", { type: "1", link: "/etc/passwd" }],
    ["a hard link to a file inside", { type: "1", link: "calculator-agent/README.md" }],
    ["a character device", { type: "3" }],
    ["a block device", { type: "4" }],
    ["a named pipe", { type: "6" }],
    ["a contiguous file", { type: "7" }],
    ["an old sparse file", { type: "S" }],
    ["a multi-volume part", { type: "M" }],
    ["an unknown type", { type: "Z" }],
    ["a link with contents", { type: "2", link: "x", body: "abc" }],
    ["a folder with contents", { type: "5", body: "abc" }],
    ["a pax sparse file", { pax: { "GNU.sparse.major": "1" } }],
  ])("%s is refused", async (_, part) => {
    const [first] = await refusals(withParts({ path: "calculator-agent/odd", ...part }));
    expect(first).toMatchObject({ type: "archive.link_or_device", loc: ["body", "file", "calculator-agent/odd"] });
  });

  test("a link and an entry through it are refused", async () => {
    const parts: TarPart[] = [
      { path: "calculator-agent/way", type: "2", link: "/tmp" },
      { path: "calculator-agent/way/x", body: "x" },
    ];
    expect(await types(withParts(...parts))).toContain("archive.link_or_device");
  });

  test.each(["path", "size"])("a global header that overrides %s is refused", async (key) => {
    const global = extension("g", paxRecord(key, "7"));
    expect(await types(withParts({ raw: global }, { path: "calculator-agent/x", body: "x" }))).toEqual([
      "archive.link_or_device",
    ]);
  });

  test("a global comment, as git writes it, is harmless", async () => {
    const global = extension("g", paxRecord("comment", "0123abcd"));
    expect(await types(buildArchive([{ raw: global }, ...packageParts()]))).toEqual([]);
  });

  test("sizes that contradict each other are refused; a repeated size is not", async () => {
    const lie = withParts({ path: "calculator-agent/x", body: "abc", pax: { size: "600" } });
    const same = withParts({ path: "calculator-agent/x", body: "abc", pax: { size: "3" } });
    expect(await types(lie)).toEqual(["archive.link_or_device"]);
    expect(await types(same)).toEqual([]);
  });

  test("two names for one entry are refused", async () => {
    const long = extension("L", Buffer.from("calculator-agent/one\0"));
    const part = { path: "calculator-agent/three", body: "x", pax: { path: "calculator-agent/two" } };
    expect(await types(withParts({ raw: long }, part))).toEqual(["archive.link_or_device"]);
  });
});

describe("names that meet", () => {
  test.each([
    ["the same path twice", "calculator-agent/README.md"],
    ["only the case differs", "calculator-agent/readme.MD"],
    ["a folder differs by case", "calculator-agent/Tools/x.py"],
    ["a file is used as a folder", "calculator-agent/README.md/x"],
    ["a folder is also a file", "calculator-agent/tools"],
    ["sharp s and double s", "calculator-agent/STRASSE", "calculator-agent/straße"],
    ["composed and decomposed", "calculator-agent/\u00e9", "calculator-agent/e\u0301"],
  ])("%s: refused", async (_, ...paths) => {
    const parts = paths.map((path) => ({ path, body: "other" }));
    expect(await types(withParts(...parts))).toContain("archive.duplicate_path");
  });

  test("several top folders are refused, and loose files beside one", async () => {
    expect(await types(withParts({ path: "second/x", body: "x" }))).toEqual(["archive.multiple_roots"]);
    expect(await types(withParts({ path: "loose.txt", body: "x" }))).toEqual(["archive.multiple_roots"]);
  });

  test("an archive with ncp.toml at its root is a package", async () => {
    const reading = await readPackage(Readable.from([buildArchive(packageParts({ root: "" }))]));
    expect(reading.root).toBe("");
    expect(reading.files.map(({ path }) => path)).toContain("agents/main_agent.py");
  });
});

describe("the container", () => {
  const good = buildArchive(packageParts());

  test.each([
    ["an empty file", Buffer.alloc(0), "archive.not_gzip_tar"],
    ["one byte", Buffer.from([0x1f]), "archive.not_gzip_tar"],
    ["HTML", Buffer.from("<!doctype html><p>not found"), "archive.not_gzip_tar"],
    ["gzip of something else", gzipSync("hello"), "archive.not_gzip_tar"],
    ["gzip of 600 bytes of something else", gzipSync("x".repeat(600)), "archive.not_gzip_tar"],
    ["gzip in gzip", gzipSync(good), "archive.not_gzip_tar"],
    ["a ZIP", Buffer.from(`PK\x03\x04${"\0".repeat(26)}agent.yaml`), "archive.not_gzip_tar"],
    ["the retired format", Buffer.from(`PK\x03\x04${"\0".repeat(26)}manifest.json{}`), "archive.old_format"],
    ["an empty tar without end", gzipSync(Buffer.alloc(0)), "archive.not_gzip_tar"],
    ["a tar without end", gzipSync(buildTar(packageParts(), Buffer.alloc(0))), "archive.truncated"],
    ["a tar with half an end", gzipSync(buildTar(packageParts(), Buffer.alloc(512))), "archive.truncated"],
    [
      "bytes after the tar's end",
      gzipSync(Buffer.concat([buildTar(packageParts()), Buffer.from("x")])),
      "archive.truncated",
    ],
    [
      "an entry after one blank block",
      gzipSync(Buffer.concat([Buffer.alloc(512), buildTar(packageParts())])),
      "archive.truncated",
    ],
    ["two gzip members", Buffer.concat([good, good]), "archive.truncated"],
    ["a byte after the gzip", Buffer.concat([good, Buffer.from("x")]), "archive.truncated"],
    ["zeros after the gzip", Buffer.concat([good, Buffer.alloc(10)]), "archive.truncated"],
    ["half a gzip", good.subarray(0, good.length / 2), "archive.truncated"],
    ["a missing checksum byte", good.subarray(0, -1), "archive.truncated"],
    ["a missing trailer", good.subarray(0, -8), "archive.truncated"],
  ] as const)("%s is refused", async (_, archive, type) => {
    expect(await types(archive)).toEqual([type]);
  });

  test("the sentence for the retired format says how to go on, however the bytes arrive", async () => {
    const zip = Buffer.from(`PK\x03\x04${"\0".repeat(26)}manifest.json{}`);
    const bytes = [...zip].map((byte) => Buffer.from([byte]));
    const [first] = await refusals(bytes);
    expect(first?.msg).toBe("This package was built with an old SDK. Rebuild it with a current one.");
  });

  test("every single flipped byte is noticed, or makes no difference to what is read", async () => {
    const expected = JSON.stringify(await readPackage(Readable.from([good])));
    for (let at = 10; at < good.length; at++) {
      const flipped = Buffer.from(good);
      flipped.writeUInt8(flipped.readUInt8(at) ^ 0x40, at);
      const outcome = await readPackage(Readable.from([flipped])).then(JSON.stringify, (error: unknown) => error);
      expect(outcome instanceof PackageRefused || outcome === expected, `byte ${at}`).toBe(true);
    }
  });

  test("a damaged header inside is refused as damage", async () => {
    const tar = buildTar(packageParts());
    tar.writeUInt8(0x7f, 512 + 20);
    expect(await types(gzipSync(tar))).toEqual(["archive.not_gzip_tar"]);
  });

  test("bytes may arrive one at a time", async () => {
    const reading = await readPackage(Readable.from([...good].map((byte) => Buffer.from([byte]))));
    expect(reading.manifest.name).toBe("calculator-agent");
  });

  test("blank padding after the end is normal", async () => {
    expect(await types(gzipSync(buildTar(packageParts(), Buffer.alloc(10_240))))).toEqual([]);
  });

  test("all that applies is listed", async () => {
    const archive = buildArchive([
      ...packageParts({ manifest: "[project]\nname = 'admin'\nversion = 'v1'" }),
      { path: "../evil", body: "x" },
      { path: "calculator-agent/link", type: "2", link: "/etc" },
    ]);
    expect(await types(archive)).toEqual([
      "archive.unsafe_path",
      "archive.link_or_device",
      "manifest.name",
      "manifest.version",
      "manifest.description",
    ]);
  });

  test("what was wrong before the archive breaks off is listed too", async () => {
    const tar = buildTar([{ path: "../evil", body: "x" }], Buffer.alloc(0));
    expect(await types(gzipSync(tar))).toEqual(["archive.unsafe_path", "archive.truncated"]);
  });
});
