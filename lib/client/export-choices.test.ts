import { expect, test } from "vitest";
import type { AgentDetail } from "@/lib/contracts/console/wire/agent";
import { exportChoices, firstChoice } from "./export-choices";

type Facts = Pick<AgentDetail, "live" | "lifecycleState" | "may">;
const v2 = { id: "agv_2", label: "v2" };
const values = (facts: Facts, labels: string[]) => exportChoices(facts, labels).map(({ value }) => value);

test("who edits can export the draft, readers what was live", () => {
  const draft = { live: v2, lifecycleState: "draft" } as const;
  expect(values({ ...draft, may: ["edit"] }, ["v3", "v2", "v1"])).toEqual(["draft", "live", "v3", "v1"]);
  expect(values({ ...draft, may: [] }, ["v2", "v1"])).toEqual(["live", "v1"]);
});

test("a live agent has no draft, and one that was never published only its working copy", () => {
  expect(values({ live: v2, lifecycleState: "live", may: ["edit"] }, ["v2"])).toEqual(["live"]);
  expect(values({ live: null, lifecycleState: "draft", may: ["edit"] }, [])).toEqual(["draft"]);
  expect(values({ live: null, lifecycleState: "draft", may: [] }, [])).toEqual([""]);
});

test("a version that is named twice is offered once", () => {
  expect(values({ live: null, lifecycleState: "draft", may: ["edit"] }, ["v1", "v1"])).toEqual(["draft", "v1"]);
});

test("an export begins with the version that is meant, the live one by its standing name, else with the first choice", () => {
  const agent: Facts = { live: v2, lifecycleState: "draft", may: ["edit"] };
  expect([firstChoice(agent, "v1"), firstChoice(agent, "v2"), firstChoice(agent, undefined)]).toEqual([
    "v1",
    "live",
    "draft",
  ]);
  expect(firstChoice({ live: null, lifecycleState: "draft", may: [] }, undefined)).toBe("");
});
