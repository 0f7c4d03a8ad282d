import { describe, expect, test } from "vitest";
import { looksLikeTest, productionNames, suggestProduction } from "@/lib/domain/lifecycle/rules";

const named = (...names: string[]) => names.map((name) => ({ name }));

describe("whether a name is one of a test resource", () => {
  test.each([
    "ledger-test",
    "Invoice tools (test)",
    "test_ledger",
    "STAGING lake",
    "crm.dev",
    "sandbox",
    "qa/mail",
    "tests",
  ])("%s is", (name) => expect(looksLikeTest(name)).toBe(true));

  test.each(["ledger-prod", "latest", "contest", "Device list", "protest-db", "localhost", "demographics", "ledger"])(
    "%s is not",
    (name) => expect(looksLikeTest(name)).toBe(false),
  );
});

describe("what stands in for a test resource", () => {
  test.each([
    ["ledger-test", "ledger-prod"],
    ["Invoice tools (test)", "Invoice tools (prod)"],
    ["Invoice tools (test)", "Invoice tools"],
    ["staging_lake", "production_lake"],
    ["Lake Staging", "lake live"],
    ["test ledger", "Ledger"],
    ["crm.dev", "crm"],
    ["ledger-dev-eu", "ledger-prod-eu"],
    ["ledger-dev-eu", "ledger-eu"],
  ])("of %s it is %s", (from, to) => {
    expect(suggestProduction(from, named("other", to, "another-prod"))).toEqual({ name: to });
  });

  test("is the one that says production before the one that says nothing", () => {
    expect(suggestProduction("ledger-test", named("ledger", "ledger-production", "ledger-prod"))?.name).toBe(
      "ledger-prod",
    );
  });

  test("is nothing where no name fits, nor for what is no test resource", () => {
    expect(suggestProduction("ledger-test", named("ledger-test", "ledgers-prod", "ledger-staging"))).toBeNull();
    expect(suggestProduction("ledger", named("ledger-prod", "ledger"))).toBeNull();
    expect(suggestProduction("test", named("prod", ""))).toEqual({ name: "prod" });
    expect(productionNames("test-dev")).toEqual([]);
  });
});
