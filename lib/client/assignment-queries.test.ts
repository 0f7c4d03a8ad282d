import { expect, test } from "vitest";
import { type AssignedSets, changedKinds, moved } from "./assignment-queries";

const thing = (id: string) => ({ id, name: id, description: "", workspaceId: "w" });
const sets = (skills: string[]): AssignedSets => ({ skills: skills.map(thing), tools: [], mcpServers: [] });

test("only sets whose members or order differ are replaced", () => {
  expect(changedKinds(sets(["a", "b"]), sets(["a", "b"]))).toEqual([]);
  expect(changedKinds(sets(["a", "b"]), sets(["b", "a"]))).toEqual(["skills"]);
  expect(changedKinds(sets([]), { ...sets([]), tools: [thing("t")] })).toEqual(["tools"]);
});

test("a thing moves by one place and stays in the list", () => {
  expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b"], 1, 1)).toEqual(["a", "b"]);
  expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
});
