import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ssh2 from "ssh2";
import { expect, test } from "vitest";
import { makeKeyPair } from "@/lib/domain/ssh/make-key-pair";
import { parsePublicKey } from "@/lib/domain/ssh/parse-public-key";

test("a private key is read by other programs, and is the one of its public key", () => {
  const { publicKey, privateKey } = makeKeyPair();
  expect(parsePublicKey(publicKey).line).toBe(publicKey);
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error) throw parsed;
  expect(`ssh-ed25519 ${parsed.getPublicSSH().toString("base64")}`).toBe(publicKey);
  const signed = parsed.sign("text");
  expect(ssh2.utils.parseKey(publicKey)).toSatisfy((key) => !(key instanceof Error) && key.verify("text", signed));
});

test.runIf(!spawnSync("ssh-keygen", ["-?"]).error)("ssh-keygen finds the same public key in it", () => {
  const folder = mkdtempSync(join(tmpdir(), "muster-key-"));
  const { publicKey, privateKey } = makeKeyPair();
  writeFileSync(join(folder, "key"), privateKey, { mode: 0o600 });
  const { stdout } = spawnSync("ssh-keygen", ["-y", "-f", join(folder, "key")], { encoding: "utf8" });
  expect(stdout.trim().split(" ").slice(0, 2).join(" ")).toBe(publicKey);
  rmSync(folder, { recursive: true });
});
