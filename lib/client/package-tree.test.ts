import { expect, test } from "vitest";
import { foldersOf, type TreeEntry, visibleNodes } from "./package-tree";
import { actOfKey } from "./tree-keys";

const file = (path: string): TreeEntry => ({ path, type: "file" });
const none: ReadonlySet<string> = new Set();

test("folders come first, and those that only appear in paths are there too", () => {
  const nodes = visibleNodes([file("README.md"), file("tools/b.py"), file("tools/a.py")], none);
  expect(nodes.map(({ entry, depth }) => [entry.path, depth])).toEqual([
    ["tools", 0],
    ["tools/a.py", 1],
    ["tools/b.py", 1],
    ["README.md", 0],
  ]);
});

test("a closed folder hides what is below it", () => {
  const nodes = visibleNodes([file("a/b/c.py"), file("d.py")], new Set(["a"]));
  expect(nodes.map(({ entry }) => entry.path)).toEqual(["a", "d.py"]);
});

test("names like __proto__ and constructor are names like any other", () => {
  const nodes = visibleNodes([file("__proto__/x.py"), file("constructor")], none);
  expect(nodes.map(({ name }) => name)).toEqual(["__proto__", "x.py", "constructor"]);
});

test("left closes an open folder and goes from a file to its folder", () => {
  const nodes = visibleNodes([file("tools/a.py")], none);
  expect(actOfKey(nodes, 0, "ArrowLeft", none)).toMatchObject({ kind: "toggle" });
  expect(actOfKey(nodes, 1, "ArrowLeft", none)).toMatchObject({ kind: "focus", node: { name: "tools" } });
});

test("right opens a closed folder and enters an open one", () => {
  const closed = new Set(["tools"]);
  expect(actOfKey(visibleNodes([file("tools/a.py")], closed), 0, "ArrowRight", closed)).toMatchObject({
    kind: "toggle",
  });
  expect(actOfKey(visibleNodes([file("tools/a.py")], none), 0, "ArrowRight", none)).toMatchObject({
    kind: "focus",
    node: { name: "a.py" },
  });
});

test("a letter goes to the next name that begins with it, around the end", () => {
  const nodes = visibleNodes([file("alpha"), file("beta"), file("bravo")], none);
  expect(actOfKey(nodes, 1, "b", none)).toMatchObject({ node: { name: "bravo" } });
  expect(actOfKey(nodes, 2, "B", none)).toMatchObject({ node: { name: "beta" } });
});

test("the folders around a path are known, innermost first", () => {
  expect(foldersOf("a/b/c.py")).toEqual(["a/b", "a"]);
  expect(foldersOf("c.py")).toEqual([]);
});
