import { expect, test } from "vitest";
import { factChanges } from "./fact-changes";

test("what changed, came or went is listed, what stayed is not", () => {
  const before = { reviewStatus: "ACTIVE", version: "0.1.0", tags: ["a"] };
  const after = { reviewStatus: "DISABLED", version: "0.1.0", deleted: true };
  expect(factChanges(before, after)).toEqual([
    { name: "reviewStatus", before: "ACTIVE", after: "DISABLED" },
    { name: "tags", before: '["a"]', after: null },
    { name: "deleted", before: null, after: "true" },
  ]);
  expect(factChanges(null, null)).toEqual([]);
});
