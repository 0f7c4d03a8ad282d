import fc from "fast-check";
import { expect, test } from "vitest";
import { readYaml, YamlRefused } from "./read-yaml";
import { writeYaml } from "./write-yaml";

const limits = { bytes: 1024 * 1024, depth: 20, aliases: 100 };
const read = (text: string | Buffer) => readYaml(Buffer.from(text), limits);

/** Nine levels of nine: 600 million values in 300 bytes. */
const laughs = ["a: &a [1,1,1,1,1,1,1,1,1]"]
  .concat([..."bcdefghi"].map((key, at) => `${key}: &${key} [${Array(9).fill(`*${"abcdefgh"[at]}`).join(",")}]`))
  .join("\n");

test("plain YAML is read as JSON would say it", () => {
  const text = "\ufeffname: Receipts\nat: 2026-07-03\nyes: no\nn: 3\ntables: [{name: r, description: null}]\n<<: x\n";
  expect(read(text)).toEqual({
    name: "Receipts",
    at: "2026-07-03",
    yes: "no",
    n: 3,
    tables: [{ name: "r", description: null }],
    "<<": "x",
  });
  expect(read("")).toBeNull();
});

test.each([
  ["too large", "a".repeat(limits.bytes + 1), "is larger than 1 MiB"],
  ["not UTF-8", Buffer.from([0x61, 0x3a, 0x20, 0xff]), "not UTF-8"],
  ["UTF-16", Buffer.from("a: b", "utf16le"), "YAML"],
  ["an alias bomb", laughs, "through its aliases"],
  ["more aliases than allowed", `- &a x\n${"- *a\n".repeat(101)}`, "more than 100 aliases"],
  ["an alias to itself", "a: &a [*a]", "deeper than 20"],
  ["a deep list", "[".repeat(200_000), "deeper than 20"],
  ["deep maps in block form", "- ".repeat(100_000), "deeper than 20"],
  ["deep keys", "? ".repeat(100_000), "deeper than 20"],
  ["a tag of its own", "a: !!python/object/apply:os.system [id]", "unknown tag"],
  ["a local tag", "a: !include /etc/passwd", "unknown tag"],
  ["a double key", "a: 1\na: 2", "duplicated mapping key (line 2, column 1)"],
  ["two documents", "a: 1\n---\nb: 2", "single document"],
  ["a number without end", "a: .inf", "number without end"],
  ["a NUL", 'a: "\\0"', "no Unicode"],
  ["half a character", 'a: "\\uD800"', "no Unicode"],
  ["a prototype", "__proto__: {polluted: true}", "__proto__"],
])("%s is refused", (_, text, message) => {
  expect(() => read(text)).toThrow(YamlRefused);
  expect(() => read(text)).toThrow(message);
  expect({}).not.toHaveProperty("polluted");
});

test("exactly as many levels and aliases as allowed are read", () => {
  expect(read(`${"[".repeat(20)}1${"]".repeat(20)}`)).toBeDefined();
  expect(() => read(`${"[".repeat(21)}1${"]".repeat(21)}`)).toThrow("deeper than 20");
  expect(read(`- &a x\n${"- *a\n".repeat(100)}`)).toHaveLength(101);
});

test.each([
  ["keys", Array.from({ length: 60_000 }, (_, at) => `k${at}: 1`).join("\n")],
  ["anchors", Array.from({ length: 60_000 }, (_, at) => `- &a${at} x`).join("\n")],
  ["open quotes", `a: "${"\\n".repeat(400_000)}`],
  ["comments", "#\n".repeat(500_000)],
  ["list marks without end", `${"-\n".repeat(400_000)}`],
])("a text full of %s takes less than 3 s", (_, text) => {
  const started = process.cpuUsage();
  try {
    read(text);
  } catch (error) {
    expect(error).toBeInstanceOf(YamlRefused);
  }
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(3);
});

test("what is written is read back as it was, and any text is read or refused", () => {
  const word = fc.string({ unit: "grapheme", maxLength: 30 }).filter((text) => !text.includes("\0"));
  const key = word.filter((text) => text !== "__proto__");
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      tie("leaf"),
      fc.array(tie("tree"), { maxLength: 5 }),
      fc.dictionary(key, tie("tree")),
    ),
    leaf: fc.oneof(
      word,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom("yes", "0o7", "2026-07-03", "~", "|-", "a: b", "\n x\n\n", "1e3", "*x", "#"),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      expect(read(writeYaml({ value }))).toEqual({ value });
    }),
    { numRuns: 400, seed: 20260703 },
  );
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."-?:,[]{}#&*!|>'\"%@` \n\tab0\\.<=~"), maxLength: 60 }),
      (text) => {
        try {
          read(text);
        } catch (error) {
          expect(error).toBeInstanceOf(YamlRefused);
        }
      },
    ),
    { numRuns: 3000, seed: 20260703 },
  );
});
