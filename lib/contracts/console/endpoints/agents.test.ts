import { describe, expect, test } from "vitest";
import { z } from "zod";
import { listAgents } from "@/lib/contracts/console/endpoints/agents";
import { agentPage } from "@/lib/contracts/console/wire/agent";
import { db } from "@/lib/db";
import { call } from "@/lib/testing/call";
import { given, type Person } from "@/lib/testing/given";

const runtimes = [
  { observedState: "running", error: null },
  { observedState: "exited", error: "Ended with exit code 1" },
  { observedState: "stopped", error: "No module named reports" },
  null,
  null,
] as const;

/** Agents `a-0` … `a-4`, the last one newest, with these runtimes; and one elsewhere that nobody here sees. */
async function fleet() {
  const { workspace, ctx, owner } = await given.workspace();
  for (const [at, runtime] of runtimes.entries()) {
    const { id } = await given.agent(ctx, { name: `a-${at}`, createdAt: new Date(2026, 0, at + 1) });
    if (runtime) await db().runtime.create({ data: { agentId: id, ...runtime } });
  }
  await given.agent((await given.workspace()).ctx, { name: "a-9" });
  return { workspace, owner };
}

async function list(as: Person, query: Record<string, string | string[]>) {
  const { status, body } = await call(listAgents, { as, query });
  expect(status).toBe(200);
  const { data, pageInfo } = agentPage.parse(body);
  return { names: data.map((agent) => agent.name), ...pageInfo };
}

describe("the list of agents", () => {
  const narrowed: [Record<string, string | string[]>, string[]][] = [
    [{}, ["a-4", "a-3", "a-2", "a-1", "a-0"]],
    [{ run: "running" }, ["a-0"]],
    [{ run: ["exited", "running"] }, ["a-1", "a-0"]],
    [{ run: "stopped" }, ["a-4", "a-3", "a-2"]],
    [{ failed: "true" }, ["a-2", "a-1"]],
    [{ failed: "false", run: "stopped" }, ["a-4", "a-3"]],
    [{ q: "a-3" }, ["a-3"]],
    [{ hosting: "integrated" }, []],
  ];

  test("shows and counts what its filters leave, of the workspace alone", async () => {
    const { owner } = await fleet();
    for (const [query, names] of narrowed) {
      expect(await list(owner, query), JSON.stringify(query)).toMatchObject({ names, total: names.length });
    }
  });

  test("goes on behind its last row and back again, the total unchanged", async () => {
    const { owner } = await fleet();
    const first = await list(owner, { limit: "2", run: ["stopped", "exited", "running"] });
    expect(first).toMatchObject({ names: ["a-4", "a-3"], total: 5, hasNextPage: true, hasPreviousPage: false });
    const after = z.string().parse(first.endCursor);
    const second = await list(owner, { limit: "2", after });
    expect(second).toMatchObject({ names: ["a-2", "a-1"], total: 5, hasNextPage: true, hasPreviousPage: true });
    const before = z.string().parse(second.startCursor);
    expect(await list(owner, { limit: "2", before })).toMatchObject({ names: ["a-4", "a-3"], hasNextPage: true });
  });

  test("is empty for those who are in another workspace", async () => {
    await fleet();
    const { owner } = await given.workspace();
    expect(await list(owner, {})).toMatchObject({ names: [], total: 0, startCursor: null, endCursor: null });
  });
});
