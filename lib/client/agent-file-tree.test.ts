import { expect, test } from "vitest";
import { flatFiles, nameProblem, pathIn, targetFolder } from "./agent-file-tree";
import { previewOf } from "./file-preview";

const file = (path: string) => ({ name: path, path, type: "file" as const, size: 1, modified: null });
const folder = (path: string, children: ReturnType<typeof file>[]) => ({
  ...{ name: path, path, type: "directory" as const, size: null, modified: null },
  ...{ file_count: children.length, children },
});

test("a tree becomes a list, each folder before what is in it", () => {
  const flat = flatFiles([folder("a", [file("a/1"), file("a/2")]), folder("b", []), file("c")]);
  expect(flat.map(({ path }) => path)).toEqual(["a", "a/1", "a/2", "b", "c"]);
  expect(flat.map(({ files }) => files)).toEqual([2, null, null, 0, null]);
});

test("something new goes into the chosen folder, or beside the chosen file", () => {
  expect(targetFolder(null)).toBe("");
  expect(targetFolder({ path: "a/b", type: "directory" })).toBe("a/b");
  expect(targetFolder({ path: "a/b.md", type: "file" })).toBe("a");
  expect(targetFolder({ path: "b.md", type: "file" })).toBe("");
  expect([pathIn("", "x"), pathIn("a/b", "x")]).toEqual(["x", "a/b/x"]);
});

test.each(["", ".", "..", "a/b", "a\\b", "a\u0000", "x".repeat(256)])("%j is no name", (name) => {
  expect(nameProblem(name)).not.toBeNull();
});

test("what is shown follows from the name's ending", () => {
  expect(previewOf("output/Chart.PNG").imageType).toBe("image/png");
  expect(previewOf("README.md").markdown).toBe(true);
  expect(previewOf("Makefile")).toMatchObject({ imageType: null, markdown: false });
  expect(previewOf("png").imageType).toBeNull();
  expect(nameProblem("Bericht März.md")).toBeNull();
});
