import { describe, expect, test } from "vitest";
import { cpuCost } from "@/lib/testing/cpu-cost";
import { packageLimits } from "./limits";
import { readManifest } from "./manifest";
import { packageNameFault } from "./package-name";
import { PackageRefused } from "./refusal";
import { compareVersions, parseVersion } from "./version";

const read = (text: string | Buffer) => readManifest(Buffer.from(text), packageLimits);

function refused(text: string | Buffer): string[] {
  try {
    read(text);
    return [];
  } catch (error) {
    if (error instanceof PackageRefused)
      return error.refusals.map(({ type, loc }) => [type, ...loc.slice(2)].join(" "));
    throw error;
  }
}

const project = (more = "") => `[project]\nname = "scout"\nversion = "1.0.0"\ndescription = "Looks around"\n${more}\n`;
const without = (key: string, value: string) =>
  project()
    .split("\n")
    .map((line) => (line.startsWith(`${key} `) ? `${key} = ${value}` : line))
    .join("\n");

test("defaults fill what a short manifest leaves out", () => {
  expect(read(project()).manifest).toEqual({
    name: "scout",
    version: "1.0.0",
    description: "Looks around",
    author: [],
    license: null,
    pythonVersion: "3.11",
    entryPoint: "agents.main_agent:agent",
    extra: {},
  });
});

test("an author may be a string or a list", () => {
  expect(read(project('author = "Maria"')).manifest.author).toEqual(["Maria"]);
  expect(read(project('author = ["Maria", "Ada"]')).manifest.author).toEqual(["Maria", "Ada"]);
});

test("unknown keys are kept, dates as text, and the platform key is not among them", () => {
  const { manifest } = read(
    `${project("since = 2026-01-02")}[platform]\nurl = "u"\napi_key = "abc"\n[more]\nx = [1, nan]`,
  );
  expect(manifest.extra).toEqual({ project: { since: "2026-01-02" }, platform: { url: "u" }, more: { x: [1, "NaN"] } });
});

test("a byte order mark is skipped", () => {
  expect(read(`\ufeff${project()}`).manifest.name).toBe("scout");
});

describe("each rule has its refusal", () => {
  test.each([
    [without("name", '"admin"'), "manifest.name ncp.toml project name"],
    [without("name", '"../x"'), "manifest.name ncp.toml project name"],
    [without("name", '""'), "manifest.name ncp.toml project name"],
    [without("version", '"v1"'), "manifest.version ncp.toml project version"],
    [without("version", '"1.0.0 || 2"'), "manifest.version ncp.toml project version"],
    [without("version", `"${"9".repeat(300)}"`), "manifest.version ncp.toml project version"],
    [without("description", '" "'), "manifest.description ncp.toml project description"],
    [without("description", `"${"d".repeat(501)}"`), "manifest.description ncp.toml project description"],
    [without("description", '"nul \\u0000"'), "manifest.description ncp.toml project description"],
    [project('[build]\npython_version = "2.7"'), "manifest.python_version ncp.toml build python_version"],
    [project('[build]\npython_version = "3.7"'), "manifest.python_version ncp.toml build python_version"],
    [project('[build]\nentry_point = "agents/main.py"'), "manifest.entry_point ncp.toml build entry_point"],
    [project('[build]\nentry_point = "a.b"'), "manifest.entry_point ncp.toml build entry_point"],
    [without("name", "7"), "manifest.invalid ncp.toml project name"],
    [project("license = 1"), "manifest.invalid ncp.toml project license"],
    [project("author = [1]"), "manifest.invalid ncp.toml project author"],
    [project("[platform]\napi_key = 5"), "manifest.invalid ncp.toml platform api_key"],
    ["build = 3\n", "manifest.invalid ncp.toml build"],
  ])("%#: %s", (text, expected) => {
    expect(refused(text)).toContain(expected);
  });

  test("missing keys are all named", () => {
    expect(refused("[project]\n")).toEqual([
      "manifest.name ncp.toml project name",
      "manifest.version ncp.toml project version",
      "manifest.description ncp.toml project description",
    ]);
  });

  test.each([
    ["not TOML", "[project\nname"],
    ["a key twice", `${project()}name = "x"`],
    ["5 MB", "#".repeat(5_000_000)],
    ["UTF-16", Buffer.from(project(), "utf16le")],
    ["Latin-1", Buffer.from(`${project()}x = "\xe9"`, "latin1")],
    ["nested arrays", `x = ${"[".repeat(10_000)}${"]".repeat(10_000)}`],
    ["dotted keys", `${"a.".repeat(10_000)}a = 1`],
    ["a dotted table", `[${"a.".repeat(10_000)}a]`],
  ])("%s is refused as a whole", (_, text) => {
    expect(refused(text)).toEqual(["manifest.invalid ncp.toml"]);
  });
});

test("keys that name a prototype stay plain keys", () => {
  const { manifest } = read(`${project()}[__proto__]\npolluted = 1\n[constructor.prototype]\npolluted = 1`);
  expect("polluted" in {}).toBe(false);
  expect(JSON.stringify(manifest.extra)).toBe('{"constructor":{"prototype":{"polluted":1}}}');
});

test("names", () => {
  for (const name of ["scout", "a", "A-b_9", "1a", "Admin", "x".repeat(100)]) expect(packageNameFault(name)).toBeNull();
  const bad = [
    "",
    "x".repeat(101),
    "a b",
    "../x",
    "а",
    "ü",
    "123",
    "agt_x",
    "admin",
    "list",
    "background-eligible",
    "a\n",
  ];
  for (const name of bad) expect(packageNameFault(name), name).not.toBeNull();
});

test("versions are compared as numbers", () => {
  const order = (a: string, b: string) => {
    const [left, right] = [parseVersion(a), parseVersion(b)];
    return left && right ? Math.sign(compareVersions(left, right)) : null;
  };
  expect(order("1.10.0", "1.9.0")).toBe(1);
  expect(order("0.0.1", "0.1.0")).toBe(-1);
  expect(order("2024.01.05", "2024.1.5")).toBe(0);
  for (const text of ["1.0", "1.0.0.0", "v1.0.0", "1.0.0-rc1", "1.0.1000000", "", " 1.0.0", "1.0.0\n"]) {
    expect(parseVersion(text), text).toBeNull();
  }
});

test("hostile values are judged in milliseconds", () => {
  for (const text of [`${"a".repeat(50_000)}!`, `${"1.".repeat(25_000)}!`, `${"a.".repeat(25_000)}:`]) {
    const judge = () => {
      parseVersion(text);
      packageNameFault(text);
      refused(project(`[build]\nentry_point = "${text}"`));
    };
    expect(cpuCost(judge)).toBeLessThan(200);
  }
});
