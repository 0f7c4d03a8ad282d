import { expect, test } from "vitest";
import type { Comparison } from "@/lib/contracts/console/wire/version";
import { ApiError } from "./api-error";
import { demandOf, exchangesOf, sideName, summaryOf, valueText } from "./release-words";

const side = (ref: string, label: string | null) => ({ ref, label, id: null });
const change: Comparison = {
  from: side("v1", "v1"),
  to: side("draft", null),
  identical: false,
  fields: [
    {
      field: "instructions",
      change: "changed",
      before: "a",
      after: "b\nc",
      hunks: [
        {
          oldStart: 1,
          oldLines: 1,
          newStart: 1,
          newLines: 2,
          lines: [
            ["-", "a"],
            ["+", "b"],
            ["+", "c"],
          ],
        },
      ],
    },
    { field: "description", change: "changed", before: "x", after: "y", hunks: null },
    { field: "models", change: "changed", before: ["a/b"], after: [] },
    { field: "temperature", change: "removed", before: 0.5, after: null },
  ],
  attachments: [
    {
      kind: "tools",
      added: [{ id: "1", name: "adder" }],
      removed: [{ id: "2", name: "old" }],
      changed: [],
      mapped: [],
    },
    { kind: "plugins", added: [], removed: [], changed: [{ id: "3", name: "pack" }], mapped: [] },
    { kind: "files", added: [], removed: [], changed: [{ id: "data/a.csv", name: "a.csv" }], mapped: [] },
    {
      ...{ kind: "mcpServers", added: [], removed: [], changed: [] },
      mapped: [{ from: { id: "4", name: "mail (prod)" }, to: { id: "5", name: "mail (test)" } }],
    },
  ],
};

test("each difference is one line", () => {
  expect(summaryOf(change)).toEqual([
    "Instructions: 2 lines added, 1 line removed",
    "Description: rewritten",
    "Models: a/b → none",
    "Temperature: removed",
    "Tools: with adder, without old",
    "Plugins: in another order",
    "Files: data/a.csv changed",
  ]);
  expect(exchangesOf(change)).toEqual(["mail (prod) → mail (test)"]);
});

test("a side is called by what it is", () => {
  const names = [side("draft", null), side("live", null), side("live", "v3"), side("v2", "v2")].map(sideName);
  expect(names).toEqual(["Draft", "Nothing live", "v3 (live)", "v2"]);
  expect([true, null, ["a", "b"], 0.3, { a: 1 }].map(valueText)).toEqual(["yes", "none", "a, b", "0.3", '{"a":1}']);
});

test("what the server asks to give up is told from other failures", () => {
  expect(demandOf(new ApiError(409, "draft_exists", ""))).toBe("discardDraft");
  expect(demandOf(new ApiError(409, "resource_missing", ""))).toBe("dropMissing");
  expect(demandOf(new ApiError(412, "precondition_failed", ""))).toBeNull();
  expect(demandOf(new Error("x"))).toBeNull();
});
