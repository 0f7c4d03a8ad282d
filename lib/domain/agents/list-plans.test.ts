import { describe, expect, test } from "vitest";
import { db, type Sql, sql } from "@/lib/db";
import { agentField, equals, mentions } from "@/lib/domain/agents/filter";
import { agentScope, workspaceScope } from "@/lib/domain/agents/list-scope";
import { isSteady } from "@/lib/domain/filters/compile-filter";
import { given } from "@/lib/testing/given";

/** How the newest agents of a part of a list are found where sorting is no way. */
async function planOf(where: Sql | undefined): Promise<string> {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
    await tx.$executeRaw`SET LOCAL enable_sort = off`;
    const lines = await tx.$queryRaw<{ "QUERY PLAN": string }[]>(sql`EXPLAIN SELECT a."id" FROM "Agent" a
      WHERE ${where ?? sql`FALSE`} AND a."deletedAt" IS NULL ORDER BY a."createdAt" DESC, a."id" LIMIT 51`);
    return lines.map((line) => line["QUERY PLAN"]).join("\n");
  });
}

test("a list of one workspace never walks through the agents of others; the list over all has an order of its own", async () => {
  const root = await given.outsider({ instanceAdmin: true });
  const { workspace } = await given.workspace();
  const all = agentScope(root.ctx, null).sources.map(({ where }) => where);
  expect(await planOf(all[0])).toContain("Agent_everywhere_idx");
  expect(await planOf(sql`TRUE`)).not.toContain("everywhere");
  const own = workspaceScope(workspace.id).sources.map(({ where }) => where);
  expect(await planOf(own[0])).toMatch(/Agent_living_idx|Agent_workspaceId_createdAt_id_idx/);
});

describe("a plan is kept for a condition whose rows one index finds, whatever the value", () => {
  const cases = [
    ["a piece of a name", [mentions(agentField.name, "agent-7")], true],
    ["two letters, of which no index knows", [mentions(agentField.name, "a-7")], false],
    ["a value that few or nearly all may have", [equals(agentField.type, "sales")], false],
    ["a piece of what has no such index", [mentions(agentField.type, "sales")], false],
    ["two conditions", [mentions(agentField.name, "agent"), equals(agentField.system, false)], false],
    ["none", [], false],
  ] as const;
  test.each(cases)("%s", (_, parts, steady) => expect(isSteady({ kind: "all", parts: [...parts] })).toBe(steady));
});
