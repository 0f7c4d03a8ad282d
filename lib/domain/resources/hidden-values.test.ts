import { expect, test } from "vitest";
import { cpuCost } from "@/lib/testing/cpu-cost";
import { type JsonValue, MASK, maskConfiguration, maskEnv, maskHeaders, restoreHidden } from "./hidden-values";

/** `${NAME}`. */
const variable = (name: string) => `\${${name}}`;

test("headers show a few harmless names and references; env only references", () => {
  const values = {
    Accept: "text/html",
    "User-agent": "x",
    Authorization: "Bearer a",
    "X-Key": variable("KEY"),
    Cookie: variable("a b"),
  };
  expect(maskHeaders(values)).toEqual({ ...values, Authorization: MASK, Cookie: MASK });
  expect(maskEnv({ A: variable("B"), PATH: "/bin" })).toEqual({ A: variable("B"), PATH: MASK });
});

test("a configuration hides telling keys at any depth, whatever they hold, and user info in addresses", () => {
  const value = {
    host: "db",
    port: 5432,
    password: "p",
    list: [{ apiKey: "k", name: "n" }],
    privateThing: { pem: "x" },
    secretNumber: 7,
    token: "",
    url: "postgres://u:p@ss@db/x and http://a@b/c?d=e@f",
  };
  expect(maskConfiguration(value)).toEqual({
    host: "db",
    port: 5432,
    password: MASK,
    list: [{ apiKey: MASK, name: "n" }],
    privateThing: MASK,
    secretNumber: MASK,
    token: "",
    url: `postgres://${MASK}@db/x and http://${MASK}@b/c?d=e@f`,
  });
});

test("a mask that comes back at its place keeps the stored value", () => {
  const stored = { host: "db", password: "p", secretNumber: 7, privateThing: { pem: "x" }, url: "https://u:p@h/" };
  const restored = (sent: JsonValue) => restoreHidden(sent, stored, maskConfiguration(stored), "configuration");
  expect(restored(maskConfiguration(stored))).toEqual(stored);
  expect(restored({ password: "new", host: "db" })).toEqual({ password: "new", host: "db" });
});

test.each([
  [{ other: MASK }, "configuration.other"],
  [{ host: MASK }, "configuration.host"],
  [{ list: [{ token: MASK }] }, "configuration.list.0.token"],
  [{ url: `https://${MASK}@evil.example/` }, "configuration.url"],
  [{ __proto__x: MASK }, "configuration.__proto__x"],
  [{ constructor: MASK }, "configuration.constructor"],
])("a mask for what is not stored there is refused: %o", (sent, path) => {
  const stored = { host: "db", password: "p", url: "https://u:p@h/" };
  const restore = () => restoreHidden(sent as unknown as JsonValue, stored, maskConfiguration(stored), "configuration");
  expect(restore).toThrow(path);
});

test("long texts take no time", () => {
  const long = { a: "a".repeat(64_000), b: "a://".repeat(16_000), c: `x://${"a".repeat(60_000)}` };
  expect(cpuCost(() => maskConfiguration(long))).toBeLessThan(200);
});
