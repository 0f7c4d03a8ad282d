import { expect, test } from "vitest";
import type { Assignments } from "@/lib/contracts/console/wire/assignment";
import { type AssignedSets, callsBetween, changedKinds, chosenSets, moved, throughModels } from "./assignment-queries";

const thing = (id: string) => ({ id, name: id, description: "", workspaceId: "w" });
const none: AssignedSets = { skills: [], tools: [], mcpServers: [], semanticDataModels: [], dataConnections: [] };
const sets = (skills: string[]): AssignedSets => ({ ...none, skills: skills.map(thing) });

test("only sets whose members or order differ are replaced", () => {
  expect(changedKinds(sets(["a", "b"]), sets(["a", "b"]))).toEqual([]);
  expect(changedKinds(sets(["a", "b"]), sets(["b", "a"]))).toEqual(["skills"]);
  expect(changedKinds(sets([]), { ...sets([]), tools: [thing("t")] })).toEqual(["tools"]);
});

test("ordered kinds are replaced in one call, models and connections attached and detached one by one", () => {
  const before = { ...sets(["a"]), semanticDataModels: [thing("m1"), thing("m2")] };
  const after = { ...sets(["b", "a"]), semanticDataModels: [thing("m2"), thing("m3")], dataConnections: [thing("c")] };
  const tenant = "/tenants/w/api/v2/agents/agt";
  expect(callsBetween({ id: "agt", workspaceId: "w" }, before, after)).toEqual([
    { method: "PUT", path: "/api/agents/agt/skills", body: { skillIds: ["b", "a"] } },
    { method: "DELETE", path: `${tenant}/semantic-data-models/m1` },
    { method: "POST", path: `${tenant}/semantic-data-models`, body: { semantic_data_model_id: "m3" } },
    { method: "POST", path: `${tenant}/data-connections`, body: { data_connection_id: "c" } },
  ]);
});

test("a connection that only models name is not chosen, and is used as long as one of them is", () => {
  const model = (id: string) => ({ id, name: id });
  const used = { ...thing("c"), attached: false, through: [model("m1"), model("m2")] };
  const seen: Assignments = {
    ...none,
    semanticDataModels: [thing("m1"), thing("m2")],
    dataConnections: [{ ...thing("d"), attached: true, through: [] }, used],
    lifecycleState: "draft",
    shown: "draft",
    mayChange: true,
    rev: 1,
  };
  const chosen = chosenSets(seen);
  expect(chosen.dataConnections).toEqual([thing("d")]);
  expect(throughModels(seen, chosen)).toEqual(new Map([["c", used]]));
  const fewer = { ...chosen, semanticDataModels: [thing("m2")] };
  expect(throughModels(seen, fewer).get("c")?.through).toEqual([model("m2")]);
  expect(throughModels(seen, { ...chosen, semanticDataModels: [] })).toEqual(new Map());
});

test("a thing moves by one place and stays in the list", () => {
  expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b"], 1, 1)).toEqual(["a", "b"]);
  expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
});
