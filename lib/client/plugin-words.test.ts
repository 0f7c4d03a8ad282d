import { expect, test } from "vitest";
import { contentWords, listed } from "./plugin-words";

test("what a plugin holds is told with its numbers, and what it lacks is left out", () => {
  expect(contentWords({ skills_count: 1, commands_count: 0, agents_count: 0, hooks_count: 3 })).toBe(
    "1 skill, 3 hooks",
  );
  expect(contentWords({ skills_count: 0, commands_count: 0 })).toBe("Nothing");
});

test("names are listed as a sentence does, and long lists are cut", () => {
  expect([listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])]).toEqual([
    "",
    "a",
    "a and b",
    "a, b and c",
  ]);
  expect(listed(["a", "b", "c", "d"], 3)).toBe("a, b and 2 more");
});
