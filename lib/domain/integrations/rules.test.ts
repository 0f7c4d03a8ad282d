import { expect, test } from "vitest";
import { type InstalledMember, type MemberKey, planUpgrade } from "./rules";

const offered = (targetId: string): MemberKey => ({ kind: "skill", targetId });
const installed = (targetId: string, detached = false): InstalledMember => ({
  ...offered(targetId),
  id: `igm_${targetId}`,
  detached,
});
const ids = (members: MemberKey[]) => members.map(({ targetId }) => targetId);

test("an upgrade keeps, adds and removes; what was detached stays so while it is offered", () => {
  const plan = planUpgrade(
    [offered("a"), offered("b"), offered("c")],
    [installed("a"), installed("b", true), installed("d"), installed("e", true)],
  );
  expect([ids(plan.kept), ids(plan.added), ids(plan.gone), ids(plan.skipped)]).toEqual([
    ["a"],
    ["c"],
    ["d", "e"],
    ["b"],
  ]);
});

test("an agent and a skill of one id are two things, and a second upgrade does nothing", () => {
  const agent: MemberKey = { kind: "agent", targetId: "a" };
  expect(planUpgrade([agent], [installed("a")])).toMatchObject({ added: [agent], gone: [{ targetId: "a" }] });
  expect(planUpgrade([offered("a")], [installed("a")])).toMatchObject({ added: [], gone: [] });
});
