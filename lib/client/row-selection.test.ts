import { expect, test } from "vitest";
import { toggledAll, toggledRows } from "./row-selection";

const ids = ["a", "b", "c", "d"];

test("a click chooses a row, another gives it up", () => {
  expect(toggledRows(["d"], ids, "b", null)).toEqual(["d", "b"]);
  expect(toggledRows(["d", "b"], ids, "b", null)).toEqual(["d"]);
});

test("with Shift the rows between follow the one that was clicked, upwards and downwards", () => {
  expect(toggledRows(["b"], ids, "d", "b")).toEqual(["b", "c", "d"]);
  expect(toggledRows(["d"], ids, "b", "d")).toEqual(["d", "b", "c"]);
  expect(toggledRows(["a", "b", "c"], ids, "a", "c")).toEqual([]);
  expect(toggledRows([], ids, "c", "gone")).toEqual(["c"]);
});

test("all shown rows are chosen, then given up; others stay", () => {
  expect(toggledAll(["x", "b"], ids)).toEqual(["x", "b", "a", "c", "d"]);
  expect(toggledAll(["x", ...ids], ids)).toEqual(["x"]);
});
