import { expect, test } from "vitest";
import { type AgentSearch, agentListParameters, isBlank, isNarrowed } from "./agent-search";
import { isView, viewChange, viewContent, viewSearch } from "./saved-views";

const all: AgentSearch = {
  q: "",
  filter: "",
  failed: false,
  sort: "-createdAt",
  columns: null,
  density: "comfortable",
  view: null,
};
const filter = '{"AND":[{"name":{"eq":"a&b"}}]}';

test("the whole list asks for a page in the chosen order and for nothing else", () => {
  expect(String(agentListParameters(all, "", 50))).toBe(
    String(new URLSearchParams({ limit: "50", orderBy: '[{"createdAt":"desc"}]' })),
  );
});

test("search, filter and order become parameters of the list", () => {
  const search: AgentSearch = { ...all, q: " calc ", filter, failed: true, sort: "name" };
  expect(Object.fromEntries(agentListParameters(search, "c1", 50))).toEqual({
    limit: "50",
    orderBy: '[{"name":"asc"}]',
    q: "calc",
    filter,
    failed: "true",
    after: "c1",
  });
});

test("an order alone does not narrow the list", () => {
  expect(isNarrowed({ ...all, sort: "name" })).toBe(false);
  expect(isNarrowed({ ...all, failed: true })).toBe(true);
});

test("a view brings back what it was made of, and forgets what was there before", () => {
  const search: AgentSearch = { ...all, q: "a b", filter, sort: "name", density: "compact", columns: ["owner"] };
  const view = { id: "viw_1", ...viewContent(search) };
  expect(viewChange(view)).toEqual({ ...search, failed: null, view: "viw_1" });
  expect(isView(search, view)).toBe(true);
  expect(isView({ ...search, q: "a" }, view)).toBe(false);
  expect(isView({ ...search, columns: null }, view)).toBe(false);
  expect(viewContent(all)).toEqual({ query: "", columns: [] });
});

test("a view of another time is read as far as it is understood", () => {
  const view = { id: "viw_1", query: "sort=up&density=x&status=failed&q=a", columns: ["gone", "owner"] };
  expect(viewChange(view)).toEqual({
    q: "a",
    filter: null,
    failed: null,
    sort: null,
    density: null,
    columns: ["owner"],
    view: "viw_1",
  });
  expect(isView({ ...all, q: "a", columns: ["owner"] }, view)).toBe(true);
  expect(viewSearch(view)).toEqual({ ...all, q: "a", columns: ["owner"], view: "viw_1" });
});

test("an address without any state is blank, one of the whole list by choice is not", () => {
  expect(isBlank(all)).toBe(true);
  expect(isBlank({ ...all, view: "all" })).toBe(false);
  expect(isBlank({ ...all, sort: "name" })).toBe(false);
});
