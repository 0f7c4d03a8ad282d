import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { packageParts } from "@/lib/testing/package-builder";
import { buildArchive, buildTar, type TarPart } from "@/lib/testing/tar-builder";
import { maskSecrets } from "./mask-secrets";
import { readPackage } from "./read-package";
import { redactPlatformKey } from "./redact";

const KEY = "msk_0123456789abcdefghij";
const redacted = async (archive: Buffer) => gunzipSync(await buffer(redactPlatformKey(Readable.from([archive]))));

test.each([
  [
    "a plain string",
    '[platform]\nurl = "https://x"\napi_key = "KEY" # mine\n',
    '[platform]\nurl = "https://x"\napi_key = "" # mine\n',
  ],
  ["a literal string", "[platform]\napi_key = 'KEY'", '[platform]\napi_key = ""'],
  ["an inline table", 'platform = { api_key = "KEY", url = "u" }\n[z]', 'platform = { api_key = "", url = "u" }\n[z]'],
  ["a dotted key", 'platform.api_key="KEY"\n[z]', 'platform.api_key=""\n[z]'],
  ["a quoted key", '[platform]\n"api\\u005fkey" = "KEY"', '[platform]\n"api\\u005fkey" = ""'],
  [
    "the same text elsewhere",
    '[a]\nx = "KEY"\n[platform]\napi_key = "KEY"\n[b]\ny = "KEY"',
    '[a]\nx = "KEY"\n[platform]\napi_key = ""\n[b]\ny = "KEY"',
  ],
  ["three quotes", '[platform]\napi_key = """\nKEY"""', '[platform]\napi_key = ""'],
])("%s is emptied and nothing else differs", async (_, before, after) => {
  const make = (text: string) => {
    const project = '[project]\nname = "x"\nversion = "1.0.0"\ndescription = "x"\n';
    const top = text.startsWith("platform");
    return packageParts({ manifest: top ? `${text}\n${project}` : `${project}${text}` });
  };
  const archive = buildArchive(make(before.replaceAll("KEY", KEY)));
  expect((await readPackage(Readable.from([archive]))).hasPlatformKey).toBe(true);
  expect((await redacted(archive)).equals(buildTar(make(after.replaceAll("KEY", KEY))))).toBe(true);
});

test("sizes in extension headers are corrected too, and padding is kept", async () => {
  const entry = (body: string, size: string): TarPart[] => [
    ...packageParts({ files: { "ncp.toml": null } }),
    { path: "calculator-agent/ncp.toml", body, pax: { size } },
  ];
  const project = '[project]\nname = "calculator-agent"\nversion = "1.0.0"\ndescription = "x"\n[platform]\n';
  const [before, after] = [`${project}api_key = "${KEY}"`, `${project}api_key = ""`];
  const archive = buildArchive(entry(before, String(before.length)), Buffer.alloc(10_240));
  const expected = buildTar(entry(after, String(after.length).padStart(3, "0")), Buffer.alloc(10_240));
  expect((await redacted(archive)).equals(expected)).toBe(true);
});

test("a package without a key comes out as the same tar", async () => {
  const tar = buildTar(packageParts());
  expect((await redacted(buildArchive(packageParts()))).equals(tar)).toBe(true);
});

test("a damaged package is an error, not a shorter download", async () => {
  const archive = buildArchive(packageParts()).subarray(0, -20);
  await expect(buffer(redactPlatformKey(Readable.from([archive])))).rejects.toMatchObject({ name: "PackageRefused" });
});

describe("masking for the file viewer", () => {
  test.each([
    [`x = "${"AKIA"}ABCDEFGHIJKLMNOP"`, 'x = "••••"'],
    ['password = "hunter22"', 'password = "••••"'],
    ['password = "your-password"', 'password = "your-password"'],
    [
      "-----BEGIN PRIVATE KEY-----\nMIIE\nabc\n-----END PRIVATE KEY-----\n",
      "-----BEGIN PRIVATE KEY-----\n••••\n••••\n-----END PRIVATE KEY-----\n",
    ],
    ["def add(a, b): ...", "def add(a, b): ..."],
  ])("%j", (text, expected) => {
    expect(maskSecrets(text)).toBe(expected);
  });

  test("the platform key of a manifest is masked whatever it looks like, and lines keep their numbers", () => {
    const text = '[platform]\napi_key = """\na b\nc"""\n[z]\n';
    expect(maskSecrets(text, "ncp.toml")).toBe('[platform]\napi_key = "••••"\n\n\n[z]\n');
    expect(maskSecrets(text, "ncp.toml").split("\n")).toHaveLength(text.split("\n").length);
  });
});
