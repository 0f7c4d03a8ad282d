import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import ssh2 from "ssh2";
import { describe, expect, test } from "vitest";
import { parsePublicKey } from "@/lib/domain/ssh/parse-public-key";

const lineOf = (type: "ed25519" | "rsa" | "ecdsa", bits?: number) => {
  const parsed = ssh2.utils.parseKey(pem(type, bits));
  if (parsed instanceof Error) throw parsed;
  return `${parsed.type} ${parsed.getPublicSSH().toString("base64")}`;
};
const pem = (type: "ed25519" | "rsa" | "ecdsa", bits = 3_072) => {
  const encoding = { type: "pkcs1", format: "pem" } as const;
  const pair = { publicKeyEncoding: encoding, privateKeyEncoding: encoding };
  if (type === "rsa") return generateKeyPairSync("rsa", { modulusLength: bits, ...pair }).privateKey;
  if (type === "ecdsa") return ssh2.utils.generateKeyPairSync("ecdsa", { bits: bits === 3_072 ? 256 : bits }).private;
  return ssh2.utils.generateKeyPairSync("ed25519").private;
};
const ed = lineOf("ed25519");
const changed = (line: string, change: (blob: Buffer) => Buffer) => {
  const [type, body = ""] = line.split(" ");
  return `${type} ${change(Buffer.from(body, "base64")).toString("base64")}`;
};

describe("a public key is accepted", () => {
  test.each([
    ["Ed25519", ed],
    ["ECDSA 256", lineOf("ecdsa", 256)],
    ["ECDSA 384", lineOf("ecdsa", 384)],
    ["ECDSA 521", lineOf("ecdsa", 521)],
    ["RSA 3072", lineOf("rsa", 3_072)],
    ["RSA 4096", lineOf("rsa", 4_096)],
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
    ["RSA of 1,024 bits", lineOf("rsa", 1_024)],
    ["RSA of 2,048 bits", lineOf("rsa", 2_048)],
    ["RSA of 3,064 bits", lineOf("rsa", 3_064)],
    ["DSA", `ssh-dss ${ed.split(" ")[1]}`],
    ["a key of another type than it says", ed.replace("ssh-ed25519", "ssh-rsa")],
    ["a cut key", changed(ed, (blob) => blob.subarray(0, -3))],
    ["a key with more behind it", changed(ed, (blob) => Buffer.concat([blob, Buffer.from("x")]))],
    ["a length beyond the end", changed(ed, (blob) => Buffer.concat([Buffer.from([255, 255, 255, 255]), blob]))],
    ["a point that is not on the curve", changed(lineOf("ecdsa", 256), (blob) => blob.fill(7, blob.length - 20))],
    ["Base64 with something else in it", `${ed.slice(0, -4)}!!!!`],
    ["a private key", pem("ed25519")],
    ["a name of the prototype", `ecdsa-sha2-constructor ${ed.split(" ")[1]}`],
    ["a megabyte", `ssh-ed25519 ${"A".repeat(1_000_000)}`],
  ])("%s", (_, line) => {
    expect(() => parsePublicKey(line)).toThrowError(/^(is|must|holds|has) /);
  });
});
