import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { newAgentToken } from "@/lib/auth/agent-token";
import { createMask, secretValues } from "@/lib/domain/credentials/mask-secrets";
import { assertDeliverable, isCredentialFile, joinFiles } from "@/lib/domain/credentials/rules";
import { openBundle, readBundle, sealBundle } from "@/lib/domain/credentials/seal-bundle";

const key = randomBytes(32);
const bytes = (text: string) => Buffer.from(text);

describe("credential files", () => {
  test.each([
    ".env",
    ".mcp.json",
    ".credentials.enc",
    ".config/gcloud/a/b.json",
    ".kube/config",
    ".ssh/id_ed25519",
    "deep/down/server.pem",
    "x.p12",
  ])("%s may be written", (path) => expect(isCredentialFile(path)).toBe(true));

  test.each([
    "/.env",
    "../.env",
    "a/../.env",
    ".env\0",
    "a\\b.pem",
    ".bashrc",
    ".profile",
    "CLAUDE.md",
    "AGENTS.md",
    ".claude/x.pem",
    ".mcp.json.template",
    ".ssh/authorized_keys",
    ".ssh/config",
    ".git/x.key",
    ".gitconfig",
    "bin/x.key",
    "notes.txt",
    "",
  ])("%j may not", (path) => expect(isCredentialFile(path)).toBe(false));

  test("50 files, 1 MiB each and 5 MiB together are the most", () => {
    const many = (count: number, size: number) =>
      new Map(Array.from({ length: count }, (_, i) => [`k${i}.pem`, Buffer.alloc(size)]));
    expect(() => assertDeliverable(many(50, 10))).not.toThrow();
    expect(() => assertDeliverable(many(51, 10))).toThrow(/at most 50/);
    expect(() => assertDeliverable(many(1, 1024 * 1024 + 1))).toThrow(/1 MiB/);
    expect(() => assertDeliverable(many(6, 1024 * 1024))).toThrow(/5 MiB/);
    expect(() => assertDeliverable(new Map())).toThrow(/nothing/);
  });

  test("a path in both maps and bad base64 are refused without their contents", () => {
    expect(() => joinFiles({ ".env": "A=1" }, { ".env": "QT0x" })).toThrow(/both/);
    expect(() => joinFiles({}, { "k.pem": "secret!" })).toThrow(/^files_b64: 'k.pem' is not valid base64$/);
    expect(joinFiles({ ".env": "A=1" }, { "k.pem": "AAE=" }).get("k.pem")).toEqual(Buffer.from([0, 1]));
  });
});

describe("the bundle", () => {
  const files = new Map([
    [".env", bytes("A=ü\n")],
    ["k.p12", Buffer.from([0xff, 0, 0xfe])],
  ]);

  test("gives texts and bytes back under the same key, with another nonce each time", () => {
    const [one, two] = [sealBundle(files, key), sealBundle(files, key)];
    expect(openBundle(one, key)).toEqual(files);
    expect(one.nonce).not.toBe(two.nonce);
    expect(one).toMatchObject({ version: 1, algorithm: "AES-256-GCM" });
    expect(Buffer.from(one.nonce, "base64")).toHaveLength(12);
    expect(readBundle(JSON.stringify(one))).toEqual(one);
  });

  test("another key and one altered bit are refused in the same words", () => {
    const bundle = sealBundle(files, key);
    const altered = Buffer.from(bundle.ciphertext, "base64");
    altered[3] = (altered[3] ?? 0) ^ 1;
    const words = "Cannot decrypt: wrong key or damaged bundle";
    expect(() => openBundle(bundle, randomBytes(32))).toThrow(words);
    expect(() => openBundle({ ...bundle, ciphertext: altered.toString("base64") }, key)).toThrow(words);
  });

  test.each(["", "{}", "[]", '{"version":2,"algorithm":"AES-256-GCM","nonce":"","ciphertext":""}'])(
    "%s is none",
    (text) => expect(() => readBundle(text)).toThrow("This is not a credentials bundle"),
  );
});

describe("masking", () => {
  const held = new Map([
    [".env", bytes('KEY=s3cret-value\nexport OTHER="with $pecial.(chars)"\nDEBUG=true\n')],
    [".mcp.json", bytes('{"mcpServers": {"a": {"env": {"TOKEN": "json-token-1"}, "args": ["-y"]}}}')],
    ["k.pem", bytes("-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\n-----END KEY-----\n")],
  ]);
  const mask = createMask(secretValues(held));

  test("values of .env, JSON and keys are hidden, short words are not", () => {
    expect(mask("key s3cret-value, s3cret-value!")).toBe("key ••••••, ••••••!");
    expect(mask("with $pecial.(chars)")).toBe("••••••");
    expect(mask("json-token-1 MIIEvQIBADANBgkqhkiG9w0B")).toBe("•••••• ••••••");
    expect(mask("DEBUG is true")).toBe("DEBUG is true");
  });

  test("without credentials nothing changes", () => {
    expect(createMask([])("plain")).toBe("plain");
  });

  test("an agent's runtime token is hidden whether it is known or not", () => {
    const line = `curl -H 'Authorization: Bearer ${newAgentToken()}' /x`;
    for (const hide of [mask, createMask([])]) expect(hide(line)).toBe("curl -H 'Authorization: Bearer ••••••' /x");
  });
});
