import { expect, test } from "vitest";
import { doorOf, type Engine, settingProblems } from "@/lib/domain/data-connections/rules";

test.each<[Engine, object, string]>([
  ["postgres", { host: "db.example" }, "db.example:5432 postgres preferred"],
  ["postgres", { host: "db.example", port: "6432", sslmode: "require" }, "db.example:6432 postgres required"],
  ["redshift", { host: "r.example", sslmode: "verify-full" }, "r.example:5439 postgres verified"],
  ["mysql", { host: "10.0.0.1", port: 3307, ssl_mode: "VERIFY_IDENTITY" }, "10.0.0.1:3307 mysql verified"],
  ["mysql", { host: "m.example", ssl: false }, "m.example:3306 mysql off"],
  ["snowflake", { account: "ab123.eu-west-1" }, "ab123.eu-west-1.snowflakecomputing.com:443 https verified"],
  ["snowflake", { account: "ab.snowflakecomputing.com" }, "ab.snowflakecomputing.com:443 https verified"],
  ["databricks", { server_hostname: "d.example" }, "d.example:443 https verified"],
  ["bigquery", {}, "bigquery.googleapis.com:443 https verified"],
])("%s with %j leads to %s", (engine, settings, expected) => {
  const door = doorOf(engine, { ...settings });
  expect(door && `${door.host}:${door.port} ${door.speaks} ${door.encryption}`).toBe(expected);
});

test.each<[Engine, object]>([
  ["postgres", {}],
  ["mysql", { host: " " }],
  ["snowflake", { account: "a/../b" }],
  ["databricks", { host: "https://d.example" }],
])("%s with %j leads nowhere", (engine, settings) => {
  expect(doorOf(engine, { ...settings })).toBeNull();
});

test("host and port have a form, everything else is the engine's own", () => {
  expect(settingProblems({ host: "db.example", port: 5432, anything: [1] })).toEqual([]);
  expect(settingProblems({ host: "", port: null })).toEqual([]);
  const wrong = settingProblems({ host: "https://db.example/x", port: 0 });
  expect(wrong.map(({ setting }) => setting)).toEqual(["host", "port"]);
  expect(settingProblems({ port: "65536" })).toHaveLength(1);
});
