import { expect, test } from "vitest";
import { modelOutline } from "./model-outline";

test("tables are told with their connection, place and columns by kind", () => {
  const model = {
    name: "Receipts",
    tables: [
      {
        name: "receipt",
        description: "One scan",
        base_table: { data_connection_name: "ledger", database: "finance", schema: "public", table: "receipt" },
        dimensions: [{ name: "vendor", expr: "vendor", data_type: "text", description: "Who was paid" }],
        metrics: [{ name: "total", expr: "sum(total)" }],
        facts: [],
      },
    ],
  };
  expect(modelOutline(model)).toEqual([
    {
      name: "receipt",
      note: "One scan",
      connection: "ledger",
      table: "finance.public.receipt",
      groups: [
        { title: "Dimensions", columns: [{ name: "vendor", type: "text", note: "Who was paid" }] },
        { title: "Metrics", columns: [{ name: "total", type: "", note: "sum(total)" }] },
      ],
    },
  ]);
});

test("what is not finished or has another form is passed over and breaks nothing", () => {
  for (const model of [null, [], "x", {}, { tables: 5 }, { tables: [null, 1] }])
    expect(modelOutline(model)).toEqual([]);
  const odd = { tables: [{ base_table: "x", dimensions: [{}, null, { name: 7 }], metrics: {} }] };
  expect(modelOutline(odd)).toMatchObject([
    { name: "Table 1", connection: "", groups: [{ columns: [{ name: "Column 1" }, { name: "Column 2" }] }] },
  ]);
});
