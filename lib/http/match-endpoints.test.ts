import { expect, test } from "vitest";
import { consoleContract } from "@/lib/contracts/console/contract";
import { publicEndpoint } from "./endpoint";
import { createMatcher } from "./match-endpoints";
import { nothing } from "./reply";

const at = (path: string, aliases: string[] = []) =>
  publicEndpoint({
    contract: consoleContract,
    method: "GET",
    path,
    aliases,
    summary: path,
    reply: nothing,
    handle: async () => undefined,
  });

const endpoints = [
  at("/api/agents"),
  at("/api/agents/{agent}"),
  at("/api/agents/list"),
  at("/api/agents/{agent}/start"),
  at("/api/agents/list/{page}"),
  at("/api/openapi/{contract}", ["/api/openapi/{contract}.json"]),
  at("/health", ["/livez"]),
];
const find = createMatcher(endpoints);
const paths = (pathname: string) => find(pathname).map((group) => group.map((endpoint) => endpoint.path));

test("an address finds its endpoint, with and without a slash at its end, and by its aliases", () => {
  expect(paths("/api/agents")).toEqual([["/api/agents"]]);
  expect(paths("/api/agents/")).toEqual([["/api/agents"]]);
  expect(paths("/livez")).toEqual([["/health"]]);
});

test("a fixed word comes before a parameter, and both are found", () => {
  expect(paths("/api/agents/list")).toEqual([["/api/agents/list"], ["/api/agents/{agent}"]]);
  expect(paths("/api/agents/list/start")).toEqual([["/api/agents/list/{page}"], ["/api/agents/{agent}/start"]]);
  expect(paths("/api/openapi/fleet.json")).toEqual([["/api/openapi/{contract}"], ["/api/openapi/{contract}"]]);
});

test("a parameter is one segment that is not empty", () => {
  for (const pathname of [
    "/",
    "",
    "/api",
    "/api/agents//",
    "/api//agents",
    "/api/agents/a/b",
    "/api/agents/a/start/x",
  ]) {
    expect(paths(pathname), pathname).toEqual([]);
  }
});
