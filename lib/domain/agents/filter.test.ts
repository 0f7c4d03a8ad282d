import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { Prisma } from "@/generated/prisma/client";
import { db, sql } from "@/lib/db";
import { agentVocabulary } from "@/lib/domain/agents/filter";
import { DomainError } from "@/lib/domain/faults";
import { compileFilter } from "@/lib/domain/filters/compile-filter";
import { parseFilter } from "@/lib/domain/filters/parse-filter";
import { type Condition, not } from "@/lib/domain/filters/schema";
import { cpuCost } from "@/lib/testing/cpu-cost";
import { validFilter, wildFilter } from "@/lib/testing/filter-arbitrary";
import { holds } from "@/lib/testing/filter-model";
import { givenWorld, type World } from "@/lib/testing/registry-world";

let world: World;
beforeAll(async () => {
  world = await givenWorld(60);
});

const vocabulary = () => agentVocabulary(world.people.root.ctx);
const read = (filter: unknown) => parseFilter(vocabulary(), JSON.stringify(filter));

/** What each condition says of each row; null where the database says neither true nor false. */
async function answers(conditions: Condition[]): Promise<Map<string, (boolean | null)[]>> {
  const columns = Prisma.join(conditions.map((condition) => sql`(${compileFilter(condition)})`));
  const rows = await db().$queryRaw<{ id: string; said: (boolean | null)[] }[]>`
    SELECT a."id", ARRAY[${columns}]::boolean[] AS "said" FROM "Agent" a`;
  return new Map(rows.map(({ id, said }) => [id, said]));
}

const ids = () => ({
  people: [world.people.viewer.id, world.people.developer.id],
  workspaces: world.places.map((place) => place.id),
  agents: world.rows.slice(0, 4).map((row) => row.id),
});

const BATCH = 50;

/** The instance admin is shown working copies, but of system agents the live version. */
const shownToRoot = (row: World["rows"][number]) => ({
  ...row,
  fields: {
    ...row.fields,
    description: row.workspaceId === null ? (row.live ?? row.fields.description ?? "") : (row.fields.description ?? ""),
  },
});

describe("filters are two-valued and mean what the contract says", () => {
  test("6,800 of them: NOT is the exact complement, NOT NOT is nothing, De Morgan holds, and the model agrees", async () => {
    const batch = fc.array(validFilter(ids()), { minLength: BATCH, maxLength: BATCH });
    const property = fc.asyncProperty(batch, async (filters) => {
      const parsed = filters.map(read);
      const said = await answers([
        ...parsed,
        ...parsed.map(not),
        ...parsed.map((one) => not(not(one))),
        ...parsed.map((one, i) => not({ kind: "all", parts: [one, parsed[i - 1] ?? one] })),
        ...parsed.map((one, i) => ({ kind: "any" as const, parts: [not(one), not(parsed[i - 1] ?? one)] })),
      ]);
      for (const row of world.rows) {
        const all = said.get(row.id) ?? [];
        const [x, notX, twice, left, right] = [0, 1, 2, 3, 4].map((part) =>
          all.slice(part * BATCH, (part + 1) * BATCH),
        );
        const model = filters.map((filter) => holds(filter, shownToRoot(row)));
        expect({ x, notX, twice, left }).toEqual({
          x: model,
          notX: model.map((one) => !one),
          twice: model,
          left: right,
        });
      }
    });
    await fc.assert(property, { numRuns: 6_800 / BATCH });
  }, 120_000);

  test("2,000 wild trees and 1,000 broken texts are refused or found harmless, each within 50 ms", async () => {
    const slow: string[] = [];
    const parsed = (text: string): Condition[] => {
      try {
        return [parseFilter(vocabulary(), text)];
      } catch (error) {
        if (!(error instanceof DomainError) || error.fault !== "invalid_filter") throw error;
        expect(error.details.issues?.length).toBeGreaterThan(0);
        return [];
      }
    };
    const attempt = (text: string): Condition[] => {
      const start = performance.now();
      const found = parsed(text);
      if (performance.now() - start > 50) slow.push(text);
      return found;
    };
    const accepted: Condition[] = [];
    fc.assert(
      fc.property(wildFilter, (tree) => void accepted.push(...attempt(JSON.stringify(tree)))),
      { numRuns: 2_000 },
    );
    const broken = fc.oneof(
      fc.string(),
      fc.json(),
      fc.nat(9_000).map((n) => '{"NOT":'.repeat(n)),
      fc.nat(9_000).map((n) => "[".repeat(n)),
    );
    fc.assert(
      fc.property(broken, (text) => void accepted.push(...attempt(text))),
      { numRuns: 1_000 },
    );
    for (let from = 0; from < accepted.length; from += 200) await answers(accepted.slice(from, from + 200));
    expect(accepted.length).toBeGreaterThan(0);
    expect(slow.filter((text) => cpuCost(() => parsed(text)) > 50)).toEqual([]);
  }, 60_000);

  test("200,000 brackets and 40,000 ORs are refused at once", () => {
    for (const text of ["[".repeat(200_000), `{"OR":[${'{"name":"a"},'.repeat(40_000)}{}]}`, '{"NOT":'.repeat(1_100)]) {
      const refuse = () => expect(() => parseFilter(vocabulary(), text)).toThrow(DomainError);
      expect(cpuCost(refuse)).toBeLessThan(50);
    }
  });
});
