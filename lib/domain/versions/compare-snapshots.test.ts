import { describe, expect, test } from "vitest";
import { compareSnapshots } from "@/lib/domain/versions/compare-snapshots";
import type { Snapshot } from "@/lib/domain/versions/rules";
import { cpuCost } from "@/lib/testing/cpu-cost";

const snapshot = (content: Snapshot["content"], attachments: Snapshot["attachments"] = {}): Snapshot => ({
  content,
  attachments,
});
const named = (...ids: string[]) => ids.map((id) => ({ id, name: id }));

describe("what differs between two versions", () => {
  test("is nothing for the same content, whatever stands for empty", () => {
    const one = snapshot({ instructions: "a", models: [], temperature: null, specFields: {} }, { tools: [] });
    expect(compareSnapshots(one, snapshot({ instructions: "a", description: "" }))).toEqual({
      identical: true,
      fields: [],
      attachments: [],
    });
  });

  test("names each field, with the changed lines of texts", () => {
    const before = snapshot({ instructions: "# Goal\nA\n", models: ["a/b"], temperature: 0.2 });
    const after = snapshot({ instructions: "# Goal\nB\n", models: ["c/d"], description: "new" });
    const { identical, fields } = compareSnapshots(before, after);
    expect(identical).toBe(false);
    expect(fields).toMatchObject([
      {
        field: "instructions",
        change: "changed",
        hunks: [
          {
            oldStart: 1,
            lines: [
              [" ", "# Goal"],
              ["-", "A"],
              ["+", "B"],
            ],
          },
        ],
      },
      { field: "models", change: "changed", before: ["a/b"], after: ["c/d"] },
      { field: "temperature", change: "removed", before: 0.2, after: null },
      { field: "description", change: "added", before: null, after: "new", hunks: [{ newStart: 1 }] },
    ]);
  });

  test("knows attachments by id, and the order of plugins alone", () => {
    const before = snapshot({}, { tools: named("a", "b"), plugins: named("x", "y", "z"), skills: named("s", "t") });
    const after = snapshot({}, { tools: named("b", "c"), plugins: named("x", "z", "y"), skills: named("t", "s") });
    expect(compareSnapshots(before, after).attachments).toEqual([
      { kind: "tools", added: named("c"), removed: named("a"), reordered: [] },
      { kind: "plugins", added: [], removed: [], reordered: named("z", "y") },
    ]);
  });

  test("is everything before the first publish", () => {
    const { fields, attachments } = compareSnapshots(null, snapshot({ instructions: "x" }, { tools: named("a") }));
    expect(fields).toMatchObject([{ field: "instructions", change: "added" }]);
    expect(attachments).toMatchObject([{ kind: "tools", added: named("a") }]);
  });

  test("fifty attachments and a runbook of 200 KB are compared at once", () => {
    const lines = Array.from({ length: 4_000 }, (_, i) => `${i}: ${"words of a runbook ".repeat(2)}`);
    const ids = Array.from({ length: 50 }, (_, i) => `tol_${i}`);
    const changed = lines.map((line, i) => (i % 40 === 0 ? `${line}!` : line));
    const before = snapshot({ instructions: lines.join("\n") }, { tools: named(...ids) });
    const after = snapshot({ instructions: changed.join("\n") }, { tools: named(...ids.toReversed(), "tol_new") });
    expect(compareSnapshots(before, after).fields[0]?.hunks).toHaveLength(100);
    expect(cpuCost(() => compareSnapshots(before, after))).toBeLessThan(500);
  });
});
