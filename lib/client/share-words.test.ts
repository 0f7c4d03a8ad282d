import { expect, test } from "vitest";
import { endAfter, levelWord, reasonSentence } from "./share-words";

const reason = { role: null, workspace: null, shareId: null, grants: [], by: null, since: null, expiresAt: null };

test("a reason says where a right comes from", () => {
  expect(reasonSentence({ ...reason, kind: "share", role: "editor", by: "Bob" })).toBe(
    "has it shared as editor by Bob",
  );
  expect(reasonSentence({ ...reason, kind: "share", role: "viewer" })).toBe("has it shared as viewer");
  expect(reasonSentence({ ...reason, kind: "workspace_role", role: "viewer", workspace: "Default" })).toBe(
    "is viewer in Default",
  );
});

test("an end lies whole days ahead, or nowhere", () => {
  expect(endAfter("7", Date.UTC(2026, 0, 1))).toBe("2026-01-08T00:00:00.000Z");
  expect(endAfter("", 0)).toBeNull();
});

test("who has no right can do nothing", () => {
  expect([levelWord(null), levelWord("operator")]).toEqual(["Nothing", "Runs it"]);
});
