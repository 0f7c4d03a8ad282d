import { describe, expect, test } from "vitest";
import { assertInside, assertRemovable, isProtected, plainPath } from "./rules";

describe("paths of a workspace", () => {
  test.each([
    ["/home/developer", ""],
    ["/home/developer/output/a.md", "output/a.md"],
    ["./output//a.md", "output/a.md"],
    ["output/../CLAUDE.md", "CLAUDE.md"],
    ["output/", "output"],
    [".", ""],
    ["..", ".."],
    ["a/../../b", "../b"],
    ["../../etc", "../../etc"],
    ["...", "..."],
  ])("%s is %s", (given, plain) => expect(plainPath(given)).toBe(plain));

  test.each(["..", "../x", "a/../../x", "/etc/passwd", "/home/developer2/x"])("%s leads outside", (path) =>
    expect(() => assertInside(path)).toThrow(),
  );

  test.each(["", "CLAUDE.md", "./CLAUDE.md", "output/../.env", "/home/developer/.git", "shared-out/"])(
    "%j is protected however it is written",
    (path) => {
      expect(isProtected(path)).toBe(true);
      expect(() => assertRemovable(path)).toThrow("protected");
    },
  );

  test("what lies beside or below is not", () => {
    for (const path of ["output", "docs/CLAUDE.md", "CLAUDE.md.bak"]) expect(isProtected(path)).toBe(false);
  });
});
