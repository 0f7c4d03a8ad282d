import { expect, test } from "vitest";
import { engines } from "@/lib/domain/data-connections/rules";
import { connectionFields, joinSettings, splitSettings } from "./connection-fields";
import { connectionForm, connectionValues, settingChanges } from "./resource-forms";

const stored = {
  id: "dcn_1",
  workspaceId: "w",
  name: "ledger",
  description: "",
  engine: "postgres" as const,
  configuration: { host: "db.example", port: 6432, password: "********", options: { a: 1 }, user: "" },
  tags: ["test"],
  usedBy: 0,
  createdBy: null,
  createdAt: "",
  updatedAt: "",
  rev: 1,
};

test("every engine's settings survive being shown in fields and put together again", () => {
  for (const engine of engines) {
    const whole = Object.fromEntries(
      connectionFields[engine].map(({ key, kind }) => [key, kind === "port" ? 99 : key]),
    );
    const { settings, more } = splitSettings(engine, { ...whole, extra: { deep: [1] } });
    expect(more).toEqual({ extra: { deep: [1] } });
    expect(joinSettings(engine, settings, more)).toEqual({ ...whole, extra: { deep: [1] } });
  }
});

test("a stored secret goes back as its mask; an emptied one, like any setting that is gone, is taken away", () => {
  const values = connectionValues(stored);
  expect(values.settings).toMatchObject({ host: "db.example", port: "6432", password: "********", sslmode: "" });
  const kept = connectionForm.parse(values).configuration;
  expect(kept).toEqual({ host: "db.example", port: 6432, password: "********", options: { a: 1 } });
  const emptied = connectionForm.parse({ ...values, settings: { ...values.settings, password: "" } }).configuration;
  expect(settingChanges(stored.configuration, emptied)).toMatchObject({ password: null, options: { a: 1 } });
});

test("settings of another form than their field's stay in the JSON beside", () => {
  const { settings, more } = splitSettings("bigquery", { credentials: { type: "x" }, project_id: "p" });
  expect([settings, more]).toEqual([{ project_id: "p" }, { credentials: { type: "x" } }]);
});

test("what cannot be right is told at its field, and a setting that stands twice in the JSON", () => {
  const fault = (settings: object, more = "{}") => {
    const values = { ...connectionValues(null), name: "x", more };
    const { error } = connectionForm.safeParse({ ...values, settings: { ...values.settings, ...settings } });
    return error?.issues.map(({ path }) => path.join("."));
  };
  expect(fault({ host: "https://x", port: "70000" })).toEqual(["settings.host", "settings.port"]);
  expect(fault({ host: "x" }, '{"host": "y"}')).toEqual(["more"]);
  expect(fault({}, "{")).toEqual(["more"]);
  expect(fault({ host: "x", port: "5432" })).toBeUndefined();
});
