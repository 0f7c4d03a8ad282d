import { expect, test } from "vitest";
import { matchingStep, totpCode, totpStep } from "@/lib/auth/totp";

/** "12345678901234567890" of RFC 6238, appendix B. */
const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

test.each([
  [59, "287082"],
  [1111111109, "081804"],
  [1111111111, "050471"],
  [1234567890, "005924"],
  [2000000000, "279037"],
  [20000000000, "353130"],
])("at %d s the code is %s (RFC 6238)", (seconds, code) => {
  expect(totpCode(secret, totpStep(seconds * 1000))).toBe(code);
});

test("a code counts one step early and late, no further, and only as six digits", () => {
  const at = 1_700_000_000_000;
  const step = totpStep(at);
  for (const near of [-1, 0, 1]) expect(matchingStep(secret, totpCode(secret, step + near), at)).toBe(step + near);
  for (const far of [-2, 2]) expect(matchingStep(secret, totpCode(secret, step + far), at)).toBeNull();
  for (const other of ["", "12345", "1234567", "abcdef", "１２３４５６"])
    expect(matchingStep(secret, other, at)).toBeNull();
});
