import { expect, test } from "vitest";
import { connectionNamesIn, modelHead, modelProblems, withConnectionNames } from "@/lib/domain/semantic-models/rules";

const table = (name: string, connection: unknown = "ledger") => ({
  name,
  base_table: { kind: "db", data_connection_name: connection, table: name },
});
const model = (more: object = {}) => ({ name: "Receipts", tables: [table("receipt")], ...more });
const messages = (value: unknown) => modelProblems(value).map(({ path, message }) => `${path.join(".")}: ${message}`);
const nested = (levels: number): unknown => (levels === 0 ? "end" : { inner: nested(levels - 1) });

test.each([
  ["a whole model", model()],
  ["schemas in place of tables", { name: "R", schemas: [{ anything: true }] }],
  ["tables without names", { name: "R", tables: [{}, {}] }],
  ["keys that Muster does not know", model({ verified_queries: [{ sql: "select 1" }], schemas: [] })],
  ["no connection named", model({ tables: [table("x", null)] })],
  ["twenty levels", model({ extra: nested(19) })],
])("%s is a model", (_, value) => {
  expect(messages(value)).toEqual([]);
});

test.each([
  ["a list", [], [": must be an object"]],
  ["no name", { tables: [{}] }, ["name: required"]],
  ["a blank name", { name: " ", tables: [{}] }, ["name: must be a text that is not empty"]],
  ["a name of two lines", { name: "a\nb", tables: [{}] }, ["name: must be one line of at most 255 characters"]],
  ["a long name", { name: "é".repeat(256), tables: [{}] }, ["name: must be one line of at most 255 characters"]],
  [
    "nothing to read",
    { name: "R", tables: [], schemas: [] },
    ["tables: a model needs at least one table or one schema"],
  ],
  ["tables that are none", { name: "R", tables: {}, schemas: [{}] }, ["tables: must be a list"]],
  ["a table that is none", { name: "R", tables: [{}, 7] }, ["tables.1: must be an object"]],
  [
    "a table twice",
    { name: "R", tables: [table("a"), table("a")] },
    ["tables.1.name: tables[0] has this name already"],
  ],
  [
    "a connection that is a number",
    { name: "R", tables: [table("a", 5)] },
    ["tables.0.base_table.data_connection_name: must be the name of a data connection"],
  ],
  [
    "two faults at once",
    { description: 5, tables: [{ name: 1 }] },
    ["name: required", "description: must be a text of at most 5000 characters", "tables.0.name: must be a text"],
  ],
  ["twenty-one levels", model({ extra: nested(20) }), [": is nested deeper than 20"]],
])("%s is refused at its place", (_, value, expected) => {
  expect(messages(value)).toEqual(expected);
});

test("the connections of a model are found at any depth, and renamed nowhere else", () => {
  const value = {
    name: "ledger",
    tables: [table("a", "ledger"), table("ledger", "other"), table("c", "ledger")],
    deep: [{ list: [{ data_connection_name: "third", note: "ledger" }] }],
  };
  expect(connectionNamesIn(value)).toEqual(["ledger", "other", "third"]);
  const renamed = withConnectionNames(value, new Map([["ledger", "ledger-prod"]]));
  expect(connectionNamesIn(renamed)).toEqual(["ledger-prod", "other", "third"]);
  expect(renamed).toMatchObject({
    name: "ledger",
    tables: [{}, { name: "ledger" }, {}],
    deep: [{ list: [{ note: "ledger" }] }],
  });
  expect(connectionNamesIn(value)).toEqual(["ledger", "other", "third"]);
});

test("a model that says nothing of where it comes from comes from Muster", () => {
  expect(modelHead(model({ description: null }))).toEqual({ name: "Receipts", description: "", source: "muster" });
  expect(modelHead(model({ description: "D", source: "dbt" }))).toMatchObject({ description: "D", source: "dbt" });
});
