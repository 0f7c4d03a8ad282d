import { expect, test } from "vitest";
import { brokenRule } from "@/lib/domain/passwords/rules";

const email = "ada@example.com";

test("eight characters are enough, whatever they are", () => {
  expect(brokenRule("ää ßß 🙂🙂", email)).toBeNull();
  expect(brokenRule("ää ßß 🙂", email)).toContain("at least 8");
});

test("the name of the product and the own address, dressed up or not, are refused", () => {
  expect(brokenRule("Muster123!", email)).toContain("product");
  expect(brokenRule("ADA@example.com", email)).toContain("e-mail");
  expect(brokenRule("ada12345", email)).toContain("e-mail");
  expect(brokenRule("mustering well", email)).toBeNull();
});

test("the limit in bytes counts what was typed, not its normal form", () => {
  expect(brokenRule("e\u0301".repeat(342), email)).toContain("at most 1024 bytes");
  expect(brokenRule("é".repeat(512), email)).toBeNull();
});

test("without an address nothing is compared with it", () => {
  expect(brokenRule("correct horse 9", "")).toBeNull();
});
