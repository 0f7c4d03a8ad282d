import { expect, test } from "vitest";
import type { PlannedResource } from "@/lib/contracts/console/wire/version";
import { isUnmappedTest, mappingOf, needsLook, returnedMapping } from "./release-mapping";

const resource = (id: string, more: Partial<PlannedResource> = {}): PlannedResource => ({
  ...{ kind: "mcpServers", id, name: id, engine: null, models: [], test: false, production: null, because: null },
  ...more,
});
const mail = resource("mail", { test: true, production: { id: "mail-prod", name: "mail-prod" }, because: "name" });
const ledger = resource("ledger", { kind: "dataConnections", engine: "postgres", test: true });
const plain = resource("plain");

test("what is suggested is sent unless something else was chosen", () => {
  const all = [mail, ledger, plain];
  expect(mappingOf(all, {})).toEqual({ connection_mappings: {}, mcp_server_mappings: { mail: "mail-prod" } });
  const choices = { mail: null, ledger: { id: "real", name: "real" }, plain: { id: "other", name: "other" } };
  expect(mappingOf(all, choices)).toEqual({
    connection_mappings: { ledger: "real" },
    mcp_server_mappings: { plain: "other" },
  });
});

test("a test resource that goes live as it is is warned of, also where a suggestion was turned down", () => {
  const warned = (choices: Parameters<typeof isUnmappedTest>[1]) =>
    [mail, ledger, plain].filter((one) => isUnmappedTest(one, choices)).map(({ id }) => id);
  expect(warned({})).toEqual(["ledger"]);
  expect(warned({ mail: null })).toEqual(["mail", "ledger"]);
  expect([mail, ledger, plain].filter(needsLook)).toEqual([mail, ledger]);
});

test("a discard names pairs only of a kind of which something shall stay away", () => {
  const thing = (id: string) => ({ id, name: id });
  const returning = [
    { kind: "mcpServers", from: thing("mail-prod"), to: thing("mail") },
    { kind: "mcpServers", from: thing("mail-prod"), to: thing("mail-2") },
    { kind: "dataConnections", from: thing("real"), to: thing("ledger") },
  ] as const;
  expect(returnedMapping(returning, new Set())).toEqual({});
  expect(returnedMapping(returning, new Set(["mail-2"]))).toEqual({ mcp_server_mappings: { mail: "mail-prod" } });
  expect(returnedMapping(returning, new Set(["ledger"]))).toEqual({ connection_mappings: {} });
});
