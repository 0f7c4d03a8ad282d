import { expect, test } from "vitest";
import { partsOf, readmeOf, withoutFrontMatter } from "./plugin-parts";

test("parts are found where the manifest's rules put them, and nothing else is one", () => {
  const paths = [
    "commands/b.md",
    "skills/x/SKILL.md",
    "skills/x/notes.md",
    "skills/a.md",
    "hooks/h.json",
    "manifest.json",
  ];
  expect(partsOf(paths)).toEqual([
    { kind: "skills", name: "a", path: "skills/a.md" },
    { kind: "skills", name: "x", path: "skills/x/SKILL.md" },
    { kind: "commands", name: "b", path: "commands/b.md" },
    { kind: "hooks", name: "h", path: "hooks/h.json" },
  ]);
});

test("front matter is taken off at the top alone", () => {
  expect(withoutFrontMatter("---\nname: a\n---\nText\n---\nmore\n---\n")).toBe("Text\n---\nmore\n---\n");
  expect(withoutFrontMatter("Text")).toBe("Text");
});

test("the README is the one at the top", () => {
  expect(readmeOf({ "docs/README.md": "no", "Readme.md": "yes" })).toBe("yes");
  expect(readmeOf({ "docs/README.md": "no" })).toBeNull();
});
