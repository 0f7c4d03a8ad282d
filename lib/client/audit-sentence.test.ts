import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isNews } from "./audit-news";
import { knownActions, verbOf } from "./audit-sentence";

/** The actions that the sources write: `audit: "noun.verb"`, `action: "noun.verb"`, `change.as("noun.verb")`. */
function writtenActions(): string[] {
  const found = new Set<string>();
  for (const room of ["lib/domain", "lib/auth"]) {
    for (const name of readdirSync(room, { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".ts") || name.endsWith(".test.ts")) continue;
      const text = readFileSync(join(room, name), "utf8");
      for (const [, action] of text.matchAll(/(?:\b(?:audit|action)[:=] ?|\.as\()"([a-z_]+\.[a-z_]+)"/g)) {
        if (action) found.add(action);
      }
    }
  }
  return [...found].sort();
}

test("every action that Muster writes has a sentence of its own", () => {
  const actions = writtenActions();
  expect(actions.length).toBeGreaterThan(30);
  expect(actions.filter((action) => !knownActions.includes(action))).toEqual([]);
});

test("an action of a later version is read from its name", () => {
  expect(verbOf("agent.thing_started")).toBe("thing started");
  expect([isNews({ action: "session.created" }), isNews({ action: "agent.deleted" })]).toEqual([false, true]);
});
