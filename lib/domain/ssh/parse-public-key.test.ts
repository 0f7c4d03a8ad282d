import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import ssh2 from "ssh2";
import { describe, expect, test } from "vitest";
import { makeKeyPair } from "@/lib/domain/ssh/make-key-pair";
import { parsePublicKey } from "@/lib/domain/ssh/parse-public-key";

const { generateKeyPairSync: makePair, parseKey } = ssh2.utils;
const lineOf = (pem: string) => {
  const parsed = parseKey(pem);
  if (parsed instanceof Error) throw parsed;
  return `${parsed.type} ${parsed.getPublicSSH().toString("base64")}`;
};
const rsa = (modulusLength: number) => {
  const encoding = { type: "pkcs1", format: "pem" } as const;
  return generateKeyPairSync("rsa", { modulusLength, publicKeyEncoding: encoding, privateKeyEncoding: encoding })
    .privateKey;
};
const ecdsa = (bits: 256 | 384 | 521) => makePair("ecdsa", { bits }).private;
const { publicKey: ed, privateKey: edPem } = makeKeyPair();
const changed = (line: string, change: (blob: Buffer) => Buffer) => {
  const [type, body = ""] = line.split(" ");
  return `${type} ${change(Buffer.from(body, "base64")).toString("base64")}`;
};

describe("a public key is accepted", () => {
  test.each([
    ["Ed25519", ed],
    ["ECDSA 256", lineOf(ecdsa(256))],
    ["ECDSA 384", lineOf(ecdsa(384))],
    ["ECDSA 521", lineOf(ecdsa(521))],
    ["RSA 3072", lineOf(rsa(3_072))],
    ["RSA 4096", lineOf(rsa(4_096))],
  ])("%s, without its comment", (_, line) => {
    const parsed = parsePublicKey(`${line} maria@example.com\n`);
    expect(parsed.line).toBe(line);
    const known = spawnSync("ssh-keygen", ["-lf", "-"], { input: line, encoding: "utf8" });
    if (!known.error) expect(known.stdout).toContain(parsed.fingerprint);
  });
});

describe("what is no such key is refused", () => {
  test.each([
    ["nothing", ""],
    ["a line break and a second key", `${ed}\n${ed}`],
    ["a command before it", `command="id" ${ed}`],
    ["an option before it", `no-pty ${ed}`],
    ["a NUL byte", `${ed}\u0000`],
    ["RSA of 1,024 bits", lineOf(rsa(1_024))],
    ["RSA of 2,048 bits", lineOf(rsa(2_048))],
    ["RSA of 3,064 bits", lineOf(rsa(3_064))],
    ["DSA", `ssh-dss ${ed.split(" ")[1]}`],
    ["a key of another type than it says", ed.replace("ssh-ed25519", "ssh-rsa")],
    ["a cut key", changed(ed, (blob) => blob.subarray(0, -3))],
    ["a key with more behind it", changed(ed, (blob) => Buffer.concat([blob, Buffer.from("x")]))],
    ["a length beyond the end", changed(ed, (blob) => Buffer.concat([Buffer.from([255, 255, 255, 255]), blob]))],
    ["a point that is not on the curve", changed(lineOf(ecdsa(256)), (blob) => blob.fill(7, blob.length - 20))],
    ["Base64 with something else in it", `${ed.slice(0, -4)}!!!!`],
    ["a private key", edPem],
    ["a name of the prototype", `ecdsa-sha2-constructor ${ed.split(" ")[1]}`],
    ["a megabyte", `ssh-ed25519 ${"A".repeat(1_000_000)}`],
  ])("%s", (_, line) => {
    expect(() => parsePublicKey(line)).toThrowError(/^(is|must|holds|has) /);
  });
});
