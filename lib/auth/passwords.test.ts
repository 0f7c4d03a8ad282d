import { describe, expect, test } from "vitest";
import { hashPassword, passwordProblem, verifyPassword } from "@/lib/auth/passwords";

const own = "ada.lovelace@example.com";

test.each([
  "correct horse 9",
  "pässwörter sind überall",
  "🐎🔋📎🐎🔋📎🐎🔋",
  "a".repeat(64).replace(/aa/g, "xq"),
  "x y".repeat(42).slice(0, 128),
  " spaces  count ",
  "x".repeat(1_024),
])("'%s' is a good password", (password) => expect(passwordProblem(password, own)).toBeNull());

test.each([
  ["short7!", "at least 8"],
  ["🐎🔋📎🐎🔋📎🐎", "at least 8"],
  ["x".repeat(1_025), "at most 1024 bytes"],
  ["ü".repeat(513), "at most 1024 bytes"],
  ["password1", "most used"],
  ["PassWord123", "most used"],
  ["12345678", "most used"],
  ["qwertyuiop", "most used"],
  ["iloveyou", "most used"],
  ["Muster2026!", "product"],
  ["mustermuster", "product"],
  ["ada.lovelace@example.com", "e-mail"],
  ["ada.lovelace", "e-mail"],
  ["AdaLovelace99", "e-mail"],
])("'%s' is refused: %s", (password, why) => expect(passwordProblem(password, own)).toContain(why));

test("the list has about 3,000 passwords that the length rule would let through", async () => {
  const { readFileSync } = await import("node:fs");
  const lines = readFileSync("lib/auth/common-passwords.txt", "utf8").trimEnd().split("\n");
  expect(lines.length).toBeGreaterThanOrEqual(3_000);
  expect(new Set(lines).size).toBe(lines.length);
  expect(lines.filter((line) => line.length < 8 || line !== line.toLowerCase().normalize("NFC"))).toEqual([]);
});

describe("hashing", () => {
  test("a password is hashed with argon2id, and NFC once", async () => {
    const stored = await hashPassword("caf\u00e9 au lait");
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(stored, "cafe\u0301 au lait")).toBe(true);
    expect(await verifyPassword(stored, "cafe au lait")).toBe(false);
  });

  test("nobody's password is never right, and a giant one is not looked at", async () => {
    expect(await verifyPassword(null, "correct horse 9")).toBe(false);
    const giant = "x".repeat(1_000_000);
    const times: number[] = [];
    // The best of a few: other work on the machine may hold up any one of them.
    for (let round = 0; round < 5; round += 1) {
      const began = performance.now();
      expect(await verifyPassword(null, giant)).toBe(false);
      times.push(performance.now() - began);
    }
    expect(Math.min(...times)).toBeLessThan(10);
  });
});
