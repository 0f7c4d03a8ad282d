import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { settingsSchema } from "@/lib/env";
import { settingsTable } from "./settings-table";

const readme = readFileSync("README.md", "utf8");

test("README lists every setting with its default and meaning, as lib/env.ts declares them", () => {
  expect(readme).toContain(`\n${settingsTable()}\n`);
});

test("only what people do not set is left out of the table", () => {
  const hidden = Object.keys(settingsSchema.shape).filter((name) => !settingsTable().includes(`\`${name}\``));
  expect(hidden).toEqual(["NODE_ENV"]);
});

test("README names only files, scripts and pages that are there", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  const named = [...readme.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name ?? "");
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
  const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => path ?? "");
  for (const path of links) expect(() => readFileSync(path), path).not.toThrow();
});
