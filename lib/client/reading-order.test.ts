import { expect, test } from "vitest";
import { findReadme } from "./find-readme";
import { filterFiles, firstToRead, stepFile } from "./reading-order";

type Entry = Parameters<typeof firstToRead>[0][number];
const file = (path: string, more: Partial<Entry> = {}): Entry => ({
  path,
  type: "file",
  change: null,
  viewed: false,
  findings: 0,
  binary: false,
  ...more,
});
const folder = (path: string): Entry => file(path, { type: "directory" });

test("reading begins at the first change", () => {
  const files = [folder("a"), file("a/x.py", { change: "same" }), file("b.py", { change: "changed" })];
  expect(firstToRead(files, "a.x:agent")).toBe("b.py");
});

test("without changes reading begins at the entry point, else at the first file", () => {
  const files = [folder("agents"), file("agents/__init__.py"), file("agents/main_agent.py")];
  expect(firstToRead(files, "agents.main_agent:agent")).toBe("agents/main_agent.py");
  expect(firstToRead(files, "gone:agent")).toBe("agents/__init__.py");
  expect(firstToRead([], "gone:agent")).toBeNull();
});

test("stepping skips folders and stops at both ends", () => {
  const files = [folder("a"), file("a/x.py"), file("b.py")];
  expect(stepFile(files, "a/x.py", 1)).toBe("b.py");
  expect(stepFile(files, "b.py", 1)).toBeNull();
  expect(stepFile(files, "a/x.py", -1)).toBeNull();
  expect(stepFile(files, null, 1)).toBe("a/x.py");
});

test("filters keep what was asked for and never folders", () => {
  const files = [
    folder("a"),
    file("a/new.py", { change: "added" }),
    file("a/old.py", { change: "same", viewed: true }),
    file("bad.py", { findings: 2, change: "same" }),
  ];
  const paths = (...[filter, text]: ["all" | "changed" | "findings" | "unread", string?]) =>
    filterFiles(files, filter, text ?? "").map((one) => one.path);
  expect(paths("changed")).toEqual(["a/new.py"]);
  expect(paths("findings")).toEqual(["bad.py"]);
  expect(paths("unread")).toEqual(["a/new.py", "bad.py"]);
  expect(paths("all", "OLD")).toEqual(["a/old.py"]);
});

test("the README nearest to the top is shown, never a binary or a removed one", () => {
  expect(findReadme([file("docs/README.md"), file("README.md")])).toBe("README.md");
  expect(findReadme([file("README.md", { change: "removed" }), file("docs/readme.txt")])).toBe("docs/readme.txt");
  expect(findReadme([file("readme.py")])).toBeNull();
});
