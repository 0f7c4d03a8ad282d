import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { listRegistryAgents, type RegistryRequest } from "@/lib/domain/agents/list-agents";
import { getRegistryAgent, type RegistryAgent } from "@/lib/domain/agents/queries";
import { byId } from "@/lib/domain/agents/rules";
import { atLeast, membershipIn } from "@/lib/domain/context";
import { may } from "@/lib/domain/policy";
import { validFilter } from "@/lib/testing/filter-arbitrary";
import { holds, type ModelOrder, sorted } from "@/lib/testing/filter-model";
import { given, type Person } from "@/lib/testing/given";
import { givenRow } from "@/lib/testing/registry-scene";
import { givenWorld, type World, type WorldRow } from "@/lib/testing/registry-world";

let world: World;
beforeAll(async () => {
  world = await givenWorld(60);
});

const parts = ["viewer", "developer", "guest", "admin", "root"] as const;
type Part = (typeof parts)[number];
type Ask = {
  part: Part;
  workspace: string | null;
  source: RegistryRequest["source"];
  deleted: "false" | "true" | "only";
  filter: Record<string, unknown>;
  order: ModelOrder[];
  limit: number;
};

function mayEdit({ ctx }: Person, row: WorldRow): boolean {
  if (row.workspaceId === null) return false;
  if (ctx.actor.instanceAdmin) return true;
  const role = membershipIn(ctx.actor, row.workspaceId)?.role ?? null;
  const owns = row.ownerId === ctx.actor.userId && atLeast(role, "developer");
  const shared = row.sharedWith.get(ctx.actor.userId) === "editor" && (role === null || atLeast(role, "developer"));
  return atLeast(role, "admin") || owns || shared;
}

const isBrought = (row: WorldRow, into: string[]) =>
  !row.deleted && row.live !== null && [...row.broughtTo].some((place) => into.includes(place));

/** The contract's section 4.2 in plain words. */
function isListed(person: Person, row: WorldRow, { workspace, source }: Pick<Ask, "workspace" | "source">): boolean {
  const { actor } = person.ctx;
  const all = actor.instanceAdmin ? world.places.map((place) => place.id) : actor.memberships.map((m) => m.workspaceId);
  const own = workspace === null ? all : all.filter((place) => place === workspace);
  const ofOwn = row.workspaceId !== null && own.includes(row.workspaceId);
  const ofSystem = row.workspaceId === null;
  const shared = row.sharedWith.has(actor.userId) && (workspace === null || row.workspaceId === workspace);
  if (source === "system") return ofSystem;
  if (source === "integration") return isBrought(row, own);
  if (source === "workspace") return ofOwn || isBrought(row, own);
  return ofOwn || ofSystem || shared || isBrought(row, own);
}

const wanted = { false: (row: WorldRow) => !row.deleted, true: () => true, only: (row: WorldRow) => row.deleted };
const tiers = ["short", "medium", "long", "none"];

function expected(ask: Ask): string[] {
  const person = world.people[ask.part];
  const shown = world.rows
    .filter((row) => isListed(person, row, ask) && wanted[ask.deleted](row))
    .map((row) => {
      const description = row.live !== null && !mayEdit(person, row) ? row.live : (row.fields.description ?? "");
      const fields: WorldRow["fields"] = { ...row.fields, description };
      return { ...row, fields };
    })
    .filter((row) => holds(ask.filter, row))
    .map((row) => {
      const tier = row.fields.retentionTier ?? null;
      return { ...row, fields: { ...row.fields, retentionTier: tier === null ? null : tiers.indexOf(String(tier)) } };
    });
  return sorted(shown, ask.order).map((row) => row.id);
}

function requestOf(ask: Ask): RegistryRequest {
  const { workspace, source, deleted, filter, order, limit } = ask;
  const orderBy = JSON.stringify(
    order.map(({ field, direction, nulls }) => ({ [field]: `${direction}_nulls_${nulls}` })),
  );
  return { limit, workspace: workspace ?? undefined, source, deleted, filter: JSON.stringify(filter), orderBy };
}

const listed = async (person: Person, request: RegistryRequest) =>
  (await listRegistryAgents<Pick<RegistryAgent, "id">>(person.ctx, { ...request, as: { id: "id" } })).read();

/** All pages in one direction, and what each said of its neighbours. */
async function walk(person: Person, request: RegistryRequest, way: "after" | "before", from?: string) {
  const pages: string[][] = [];
  const totals = new Set<number>();
  let cursor = from;
  for (;;) {
    const page = await listed(person, { ...request, ...(cursor ? { [way]: cursor } : {}) });
    const { total, hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    pages.push(page.data.map((agent) => agent.id));
    totals.add(total);
    const [onwards, backwards] = way === "after" ? [hasNextPage, hasPreviousPage] : [hasPreviousPage, hasNextPage];
    expect(backwards).toBe(pages.length > 1 || from !== undefined);
    cursor = (way === "after" ? endCursor : startCursor) ?? undefined;
    if (!onwards || cursor === undefined) return { pages, totals: [...totals], cursor: startCursor ?? undefined };
  }
}

const orderFields = [
  "workspaceId",
  "name",
  "description",
  "system",
  "defaultVersionId",
  "createdBy",
  "runtimeUserId",
  "deletedAt",
  "retentionTier",
  "createdAt",
  "updatedAt",
  "number",
  "type",
];
const anOrder = fc.uniqueArray(fc.constantFrom(...orderFields), { minLength: 1, maxLength: 3 }).chain((fields) =>
  fc.tuple(
    ...fields.map((field) =>
      fc.record({
        field: fc.constant(field),
        direction: fc.constantFrom("asc" as const, "desc" as const),
        nulls: fc.constantFrom("first" as const, "last" as const),
      }),
    ),
  ),
);

/** Workspaces that each part may name. */
const nameable = (part: Part) => {
  const { actor } = world.people[part].ctx;
  if (actor.instanceAdmin) return world.places.map((place) => place.id);
  if (part === "guest") return [world.places[1]?.id ?? ""];
  return actor.memberships.map((m) => m.workspaceId);
};

function anAsk(): fc.Arbitrary<Ask> {
  const ids = {
    people: [world.people.viewer.id, world.people.admin.id],
    workspaces: world.places.map((place) => place.id),
    agents: world.rows.slice(0, 4).map((row) => row.id),
  };
  return fc.constantFrom(...parts).chain((part) =>
    fc.record({
      part: fc.constant(part),
      workspace: fc.option(fc.constantFrom(...nameable(part)), { nil: null }),
      source: fc.constantFrom(undefined, undefined, "workspace" as const, "system" as const, "integration" as const),
      deleted: fc.constantFrom("false" as const, "true" as const, "only" as const),
      filter: fc.oneof(fc.constant({}), validFilter(ids)),
      order: anOrder,
      limit: fc.integer({ min: 4, max: 30 }),
    }),
  );
}

describe("the list of every agent", () => {
  test("200 random questions of five people: exactly the rows that they may see and asked for, in their order, both ways", async () => {
    const property = fc.asyncProperty(anAsk(), async (ask) => {
      const person = world.people[ask.part];
      const rows = expected(ask);
      const there = await walk(person, requestOf(ask), "after");
      expect([there.pages.flat(), there.totals]).toEqual([rows, [rows.length]]);
      if (there.pages.length < 2) return;
      const back = await walk(person, requestOf(ask), "before", there.cursor);
      const seen = back.pages.toReversed().flat();
      expect(seen).toEqual(rows.slice(0, rows.length - (there.pages.at(-1)?.length ?? 0)));
    });
    await fc.assert(property, { numRuns: 200 });
  }, 120_000);

  test("one agent is readable exactly where the list may show it, and editable exactly as the policy says", async () => {
    for (const part of parts) {
      const person = world.people[part];
      for (const row of world.rows) {
        const readable = isListed(person, row, { workspace: null, source: undefined });
        const found = await getRegistryAgent(person.ctx, { agent: byId(row.id), deleted: "true" }).catch(
          (e) => e.fault,
        );
        if (!readable) expect(found, part).toBe("not_found");
        else {
          const share = row.sharedWith.get(person.id) ?? null;
          const subject = {
            workspaceId: row.workspaceId,
            ownerId: row.ownerId,
            share,
            system: row.workspaceId === null,
          };
          expect(mayEdit(person, row)).toBe(may(person.ctx.actor, "agents.edit", subject));
          const shown = row.live !== null && !mayEdit(person, row) ? row.live : row.fields.description;
          expect(found).toMatchObject({ id: row.id, description: shown });
        }
      }
    }
  }, 60_000);
});

describe("a walk while rows come and go", () => {
  test("visits every untouched row once and no row twice", async () => {
    const { workspace, owner } = await given.workspace();
    const make = (i: number, name: string) =>
      givenRow(workspace, {
        name,
        type: `t${i % 3}`,
        createdAt: new Date(Date.UTC(2026, 0, 1 + (i % 7))),
        runtimeUserId: i % 2 ? owner.id : null,
      });
    const steady = new Set<string>();
    for (let i = 0; i < 20; i++) steady.add((await make(i, `steady-${i}`)).id);
    let made = 0;
    const property = fc.asyncProperty(
      anOrder,
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      async (order, limit, back) => {
        const request = requestOf({
          part: "root",
          workspace: null,
          source: "workspace",
          deleted: "false",
          filter: {},
          order,
          limit,
        });
        const way = back ? "before" : "after";
        const seen: string[] = [];
        const last = await listed(owner, { ...request, limit: 100 });
        let cursor = back ? (last.pageInfo.endCursor ?? undefined) : undefined;
        if (back) seen.push(last.data.at(-1)?.id ?? "");
        for (let more = true; more; ) {
          const page = await listed(owner, { ...request, ...(cursor ? { [way]: cursor } : {}) });
          seen.push(...page.data.map((agent) => agent.id));
          more = back ? page.pageInfo.hasPreviousPage : page.pageInfo.hasNextPage;
          cursor = (back ? page.pageInfo.startCursor : page.pageInfo.endCursor) ?? undefined;
          made += 1;
          const passing = await make(made, `passing-${made}`);
          if (made % 3)
            await db().agent.deleteMany({
              where: { workspaceId: workspace.id, name: { startsWith: "passing-" }, id: { not: passing.id } },
            });
        }
        expect(new Set(seen).size).toBe(seen.length);
        expect([...steady].filter((id) => !seen.includes(id))).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns: 25 });
  }, 120_000);
});
