import { expect, test } from "vitest";
import { ownPath } from "./own-path";

test("paths of our own pages are kept with search and fragment", () => {
  expect(ownPath("/submissions/pkg_1?tab=files#L3")).toBe("/submissions/pkg_1?tab=files#L3");
});

test.each([
  null,
  "",
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example",
  "/\t/evil.example",
  "/..//evil.example",
  "javascript:alert(1)",
  "/api/auth/signout",
  "/sign-in?callbackUrl=/sign-in",
])("%j leads to the overview", (asked) => {
  expect(ownPath(asked)).toBe("/");
});
