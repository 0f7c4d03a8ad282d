import fc from "fast-check";
import { expect, test } from "vitest";
import { type Condition, type FilterTree, filterText, isComplete, readFilter } from "./agent-filter";
import { addCondition, changeCondition, changeJoin, removeCondition } from "./agent-filter-edit";
import { filterFields, operators } from "./agent-filter-fields";
import { conditionSentence, filterSentence } from "./agent-filter-words";

const status: Condition = { field: "reviewStatus", operator: "is", values: ["ACTIVE", "PENDING"] };
const name: Condition = { field: "name", operator: "contains", values: ["bill"] };
const tag: Condition = { field: "tags", operator: "has", values: ["prod"] };
const same = (id: string) => (id === "usr_1" ? "Ada" : id);

const values: Record<string, fc.Arbitrary<string>> = {
  text: fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== ""),
  named: fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== ""),
  person: fc.constantFrom("usr_1", "usr_2"),
  day: fc.constantFrom("2026-07-01", "2024-02-29"),
  number: fc.nat(2_147_483_647).map(String),
};
const condition: fc.Arbitrary<Condition> = fc.constantFrom(...filterFields).chain((field) =>
  fc.constantFrom(...operators[field.kind]).chain((operator) => {
    const one = field.options
      ? fc.constantFrom(...field.options.map((option) => option.value))
      : (values[field.kind] ?? fc.constant("x"));
    const range = { none: [0, 0], one: [1, 1], several: [1, 4] }[operator.takes];
    return fc
      .array(one, { minLength: range[0], maxLength: range[1] })
      .map((given) => ({ field: field.id, operator: operator.id, values: given }));
  }),
);
const join = fc.constantFrom("AND" as const, "OR" as const);
const group = fc.record({ join, items: fc.array(condition, { minLength: 1, maxLength: 3 }) });
const tree: fc.Arbitrary<FilterTree> = fc.record({
  join,
  items: fc.array(fc.oneof(condition, group), { maxLength: 5 }),
});

test("chips become the filter of contract registry", () => {
  expect(filterText({ join: "AND", items: [status, { join: "OR", items: [name, tag] }] })).toBe(
    JSON.stringify({
      AND: [
        { reviewStatus: { in: ["ACTIVE", "PENDING"] } },
        { OR: [{ name: { contains: "bill", mode: "insensitive" } }, { tags: { some: { name: { in: ["prod"] } } } }] },
      ],
    }),
  );
  expect(filterText({ join: "OR", items: [] })).toBe("");
});

test("a filter is read back into the same chips", () => {
  fc.assert(
    fc.property(tree, (given) => {
      if (given.items.length === 0) return;
      expect(readFilter(filterText(given))).toEqual(given);
    }),
    { numRuns: 500 },
  );
});

test.each([
  "{",
  "[]",
  "{}",
  '{"AND":[]}',
  '{"NOT":[{"name":{"eq":"a"}}]}',
  '{"AND":[{"nmae":{"eq":"a"}}]}',
  '{"AND":[{"name":{"contains":"a"}}]}',
  '{"AND":[{"name":{"eq":"a"},"type":{"eq":"b"}}]}',
  '{"AND":[{"reviewStatus":{"in":["GONE"]}}]}',
  '{"AND":[{"AND":[{"OR":[{"name":{"eq":"a"}}]}]}]}',
])("what chips cannot say is no tree: %s", (text) => {
  expect(readFilter(text)).toBeNull();
});

test("a condition is complete with as many values as its operator takes, of its field's kind", () => {
  expect(isComplete(status)).toBe(true);
  expect(isComplete({ ...status, values: [] })).toBe(false);
  expect(isComplete({ field: "number", operator: "is", values: ["1e3"] })).toBe(false);
  expect(isComplete({ field: "createdAt", operator: "since", values: ["2026-13-01"] })).toBe(false);
  expect(isComplete({ field: "tags", operator: "none", values: [] })).toBe(true);
  expect(isComplete({ field: "name", operator: "contains", values: ["  "] })).toBe(false);
});

test("chips say in words what they ask for", () => {
  expect(conditionSentence(status, same)).toBe("Status is Active or Pending review");
  expect(conditionSentence({ field: "ownerId", operator: "is", values: ["usr_1"] }, same)).toBe("Owner is Ada");
  expect(conditionSentence({ field: "createdAt", operator: "before", values: ["2026-08-01"] }, same)).toBe(
    "Created is before Aug 1, 2026",
  );
  expect(filterSentence({ join: "AND", items: [status, { join: "OR", items: [name, tag] }] }, same)).toBe(
    "Status is Active or Pending review and (Name contains bill or Tag is prod)",
  );
});

test("a second condition beside one makes a group of the other word, and taking it away dissolves it", () => {
  const one = addCondition({ join: "AND", items: [status] }, name);
  const grouped = addCondition(one, tag, 1);
  expect(grouped).toEqual({ join: "AND", items: [status, { join: "OR", items: [name, tag] }] });
  expect(changeJoin(grouped, "AND", 1).items[1]).toMatchObject({ join: "AND" });
  expect(changeJoin(grouped, "OR")).toMatchObject({ join: "OR" });
  expect(changeCondition(grouped, [1, 0], status).items[1]).toMatchObject({ items: [status, tag] });
  expect(changeCondition(grouped, [0], tag).items[0]).toEqual(tag);
  expect(removeCondition(grouped, [1, 0])).toEqual({ join: "AND", items: [status, tag] });
  expect(removeCondition(grouped, [0])).toEqual({ join: "AND", items: [{ join: "OR", items: [name, tag] }] });
});
