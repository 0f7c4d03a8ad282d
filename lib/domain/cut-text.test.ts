import { expect, test } from "vitest";
import { cutText } from "./cut-text";

test("a text is cut, and no character in half", () => {
  expect(cutText("plain", 10)).toBe("plain");
  expect(cutText("plain", 3)).toBe("pla");
  expect(cutText("ab😀", 3)).toBe("ab");
  expect(cutText("ab😀", 4)).toBe("ab😀");
  expect(cutText("😀", 0)).toBe("");
});
