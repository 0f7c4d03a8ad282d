import { expect, test } from "vitest";
import { type Claim, claimingContract } from "./dispatch";

const id = "agt_01jnq7m3x4e5t6y7u8i9o0p1a2";
const agents = "/api/agents";
const claim = (fields: Partial<Claim>): Claim => ({
  method: "GET",
  pathname: agents,
  named: null,
  hasWorkspaceHeader: false,
  query: [],
  bodyHasWorkspaceId: false,
  pinned: null,
  ...fields,
});

type Row = [rule: string, claim: Partial<Claim>, contract: ReturnType<typeof claimingContract>];

// design.md §1, row by row.
const rows: Row[] = [
  ["1: the header decides", { named: "fleet" }, "fleet"],
  ["1: the header decides", { named: "plugins" }, "plugins"],
  ["1: the header decides", { named: "registry", hasWorkspaceHeader: true }, "registry"],
  ["1: the header beats the reference", { named: "registry", pathname: `${agents}/42` }, "registry"],
  ["1: the header beats PUT", { named: "fleet", method: "PUT", pathname: `${agents}/scout` }, "fleet"],
  [
    "1: the header beats a body and the pin",
    { named: "fleet", method: "POST", bodyHasWorkspaceId: true, pinned: "plugins" },
    "fleet",
  ],
  ["1: a header that names nothing here is passed over", { named: "console", pathname: `${agents}/42` }, "plugins"],
  ["1: a header in other letters is passed over", { named: "Fleet" }, "registry"],

  ["2: an id is the registry's", { pathname: `${agents}/${id}` }, "registry"],
  ["2: an id is the registry's", { method: "DELETE", pathname: `${agents}/${id}` }, "registry"],
  ["2: what begins like an id is no name", { pathname: `${agents}/agt_short` }, "registry"],
  ["2: a number is the plugins'", { pathname: `${agents}/42` }, "plugins"],
  ["2: a number is the plugins'", { method: "DELETE", pathname: `${agents}/42` }, "plugins"],
  ["2: a name is the fleet's", { pathname: `${agents}/scout` }, "fleet"],
  ["2: a name is the fleet's", { method: "DELETE", pathname: `${agents}/scout-2` }, "fleet"],
  ["2: a name with digits is a name", { pathname: `${agents}/42nd` }, "fleet"],
  ["2: a trailing slash changes nothing", { pathname: `${agents}/42/` }, "plugins"],
  ["2: PUT is the plugins', whatever the reference", { method: "PUT", pathname: `${agents}/${id}` }, "plugins"],
  ["2: PUT is the plugins', whatever the reference", { method: "PUT", pathname: `${agents}/scout` }, "plugins"],
  ["2: PATCH is the registry's, whatever the reference", { method: "PATCH", pathname: `${agents}/42` }, "registry"],
  ["2: PATCH is the registry's, whatever the reference", { method: "PATCH", pathname: `${agents}/scout` }, "registry"],
  [
    "2: the workspace header does not turn a reference",
    { pathname: `${agents}/scout`, hasWorkspaceHeader: true },
    "fleet",
  ],
  ["2: the pin does not turn a reference", { pathname: `${agents}/42`, pinned: "fleet" }, "plugins"],
  [
    "2: a path that one contract has takes every reference",
    { method: "POST", pathname: `${agents}/${id}/restore` },
    null,
  ],
  ["2: a path that one contract has takes every reference", { pathname: `${agents}/scout/plugins` }, null],

  [
    "3: a body with workspaceId is the registry's",
    { method: "POST", bodyHasWorkspaceId: true, hasWorkspaceHeader: true },
    "registry",
  ],
  ["3: a parameter that only the registry has", { query: ["orderBy"], hasWorkspaceHeader: true }, "registry"],
  ["3: a parameter that only the registry has", { query: ["limit", "after"], pinned: "fleet" }, "registry"],
  ["3: a parameter that several have decides nothing", { query: ["limit"], hasWorkspaceHeader: true }, "plugins"],
  ["3: X-Workspace-ID is the plugins'", { hasWorkspaceHeader: true }, "plugins"],
  ["3: X-Workspace-ID beats the pin", { method: "POST", hasWorkspaceHeader: true, pinned: "fleet" }, "plugins"],
  ["3: else the pin", { pinned: "fleet" }, "fleet"],
  ["3: else the pin", { method: "POST", pinned: "plugins" }, "plugins"],
  ["3: a pin to a contract elsewhere decides nothing", { pinned: "submissions" }, "registry"],
  ["3: else the registry", {}, "registry"],
  ["3: a trailing slash changes nothing", { pathname: `${agents}/` }, "registry"],

  [
    "both fleet and plugins have it: a number with X-Workspace-ID is the plugins'",
    { method: "POST", pathname: `${agents}/42/start`, hasWorkspaceHeader: true },
    "plugins",
  ],
  ["both have it: without the header it is the fleet's", { method: "POST", pathname: `${agents}/42/stop` }, "fleet"],
  ["both have it: a name is the fleet's", { pathname: `${agents}/scout/logs`, hasWorkspaceHeader: true }, "fleet"],
  ["both have it: a name is the fleet's", { pathname: `${agents}/scout/stats` }, "fleet"],
];

test.each(rows)("%s: %o → %s", (_, fields, contract) => {
  expect(claimingContract(claim(fields))).toBe(contract);
});
