import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { platformTasks, schedule } from "@/lib/jobs/tasks";

const sources = readdirSync("lib/domain", { recursive: true, encoding: "utf8" }).filter((path) =>
  /(?<!\.test)\.ts$/.test(path),
);
const enqueued = sources.flatMap((path) =>
  [...readFileSync(join("lib/domain", path), "utf8").matchAll(/task: "(\w+)"/g)].map((match) => match[1]),
);

test("every job that the domain enqueues, and every scheduled one, has somebody who does it", () => {
  const handled = new Set([
    ...Object.keys(platformTasks),
    "load_agent",
    "run_agent",
    "apply_settings",
    "remove_remains",
  ]);
  expect(enqueued).toContain("load_agent");
  expect([...enqueued, ...schedule.map(({ task }) => task)].filter((task) => !handled.has(task ?? ""))).toEqual([]);
});

test("tidying and sweeping an empty deployment does no harm", async () => {
  await platformTasks.tidy?.({});
  await platformTasks.sweep_blobs?.({});
});
