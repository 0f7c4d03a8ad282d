import { expect, test } from "vitest";
import { harmlessText } from "./harmless-text";

test("colours go, other escapes become visible", () => {
  expect(harmlessText("\u001b[1;31mred\u001b[0m\tplain")).toBe("red\tplain");
  expect(harmlessText("\u001b]52;c;aGk=\u0007 \u001b[2J\u0000\u007f")).toBe("␛]52;c;aGk=␇ ␛[2J␀␡");
});

test("direction marks, separators, C1 and broken characters are replaced; letters stay", () => {
  expect(harmlessText("a\u202eb\u2028c\u009bd\ud800e")).toBe("a\ufffdb\ufffdc\ufffdd\ufffde");
  expect(harmlessText("Grüße 👍 漢字")).toBe("Grüße 👍 漢字");
});
