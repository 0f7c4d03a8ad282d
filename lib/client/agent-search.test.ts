import { expect, test } from "vitest";
import { type AgentSearch, agentListParameters, isNarrowed } from "./agent-search";

const all: AgentSearch = { q: "", status: [], run: [], hosting: null, failed: false, sort: "-createdAt" };

test("the whole list asks for a page in the chosen order and for nothing else", () => {
  expect(String(agentListParameters(all, "", 50))).toBe(
    String(new URLSearchParams({ limit: "50", orderBy: '[{"createdAt":"desc"}]' })),
  );
});

test("every filter becomes a parameter, several values of one as repeated parameters", () => {
  const search: AgentSearch = {
    q: " calc ",
    status: ["ACTIVE", "PENDING"],
    run: ["exited"],
    hosting: "container",
    failed: true,
    sort: "name",
  };
  const parameters = agentListParameters(search, "c1", 50);
  expect(parameters.getAll("status")).toEqual(["ACTIVE", "PENDING"]);
  expect(Object.fromEntries(parameters)).toMatchObject({
    orderBy: '[{"name":"asc"}]',
    q: "calc",
    run: "exited",
    hosting: "container",
    failed: "true",
    after: "c1",
  });
});

test("an order alone does not narrow the list", () => {
  expect(isNarrowed({ ...all, sort: "name" })).toBe(false);
  expect(isNarrowed({ ...all, failed: true })).toBe(true);
});
