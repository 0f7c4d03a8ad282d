import { beforeAll, describe, expect, test } from "vitest";
import { listAgents } from "@/lib/contracts/registry/endpoints/read";
import type { AgentResource } from "@/lib/contracts/registry/wire";
import { call } from "@/lib/testing/call";
import type { Person } from "@/lib/testing/given";
import { givenExamples } from "@/lib/testing/registry-scene";

process.env.MUSTER_RATE_LIMIT = "0";

let owner: Person;
let annId: string;
beforeAll(async () => {
  const scene = await givenExamples();
  owner = scene.owner;
  annId = scene.ann.id;
});

/** All of them, by name; `scout` of the system, and two in the trash. */
const alive = ["BILL 100%_ off", "Invoice Robot", "billing", "by-ann", "mail-test", "published", "scout", "tagged"];
const without = (...names: string[]) => alive.filter((name) => !names.includes(name));

async function names(query: Record<string, string>): Promise<string[]> {
  const { status, body } = await call(listAgents, { as: owner, query });
  expect(status, JSON.stringify(body)).toBe(200);
  const page = body as { data: AgentResource[]; pageInfo: { total: number } };
  expect(page.pageInfo.total).toBe(page.data.length);
  return page.data.map((agent) => agent.name);
}

const text = (filter: unknown) => JSON.stringify(filter).replaceAll("usr_ann", annId);

describe("what filters find (contract §7)", () => {
  test.each<[number, unknown, string[]]>([
    [1, { name: "billing" }, ["billing"]],
    [2, { name: { contains: "bill", mode: "insensitive" } }, ["BILL 100%_ off", "billing"]],
    [3, { name: { contains: "100%_" } }, ["BILL 100%_ off"]],
    [3, { name: { contains: "100%x" } }, []],
    [4, { name: { ilike: "inv%bot" } }, ["Invoice Robot"]],
    [4, { name: { like: "inv%bot" } }, []],
    [4, { name: { like: "BILL 100\\%\\_%" } }, ["BILL 100%_ off"]],
    [5, { description: { startsWith: "Forensic" }, system: false }, ["billing"]],
    [6, { OR: [{ name: { endsWith: "-test" } }, { tags: { some: { name: "test" } } }] }, ["mail-test", "tagged"]],
    [7, { runtimeUserId: null }, without("BILL 100%_ off", "billing")],
    [8, { NOT: { runtimeUserId: null } }, ["BILL 100%_ off", "billing"]],
    [8, { runtimeUserId: { isNull: false } }, ["BILL 100%_ off", "billing"]],
    [8, { runtimeUserId: { isNotNull: true } }, ["BILL 100%_ off", "billing"]],
    [9, { runtimeUserId: { ne: "usr_ann" } }, without("billing")],
    [10, { createdAt: { gte: "2026-07-01", lt: "2026-08-01" } }, ["billing"]],
    [11, { createdAt: { eq: "2026-07-03T12:12:54.082Z" } }, ["billing"]],
    [11, { createdAt: { eq: "2026-07-03T14:12:54.082999+02:00" } }, ["billing"]],
    [11, { createdAt: { in: ["2026-07-03T12:12:54.082Z"] } }, ["billing"]],
    [11, { createdAt: { gt: "2026-07-03T12:12:54.082Z" } }, []],
    [12, { retentionTier: { in: ["short", "none"] } }, []],
    [13, { defaultVersionId: { not: null }, lifecycleState: "draft" }, ["published"]],
    [14, { tools: { some: { name: "currency-rates" } } }, ["Invoice Robot"]],
    [15, { tools: { none: {} } }, without("Invoice Robot")],
    [16, { mcpServers: { every: { transport: "streamable-http" } } }, without("mail-test")],
    [17, { mcpServers: { some: {}, every: { transport: "streamable-http" } } }, ["tagged"]],
    [18, { workspace: { is: { slug: "finance" } } }, without("scout")],
    [18, { workspace: { slug: "finance" } }, without("scout")],
    [19, { workspace: null }, ["scout"]],
    [19, { workspace: { isNot: null } }, without("scout")],
    [20, { creator: { isNot: { name: { startsWith: "Ann" } } } }, without("by-ann")],
    [21, { versions: { some: { createdAt: { gt: "2026-07-01T00:00:00Z" } } } }, ["published"]],
    [21, { defaultVersion: { name: "v1" } }, ["published"]],
    [22, { name: { not: { contains: "test" } } }, without("mail-test")],
    [23, {}, alive],
    [23, { AND: [] }, alive],
    [24, { OR: [] }, []],
    [24, { id: { in: [] } }, []],
    [24, { id: { notIn: [] } }, alive],
    [25, { NOT: [{ system: true }, { name: "scout" }] }, without("scout")],
    [25, { NOT: {} }, []],
    [26, { createdBy: { equals: "usr_ann" }, number: { _gte: 1 } }, ["by-ann"]],
    [26, { _or: [{ name: { _eq: "billing" } }, { and: [{ name: { _ilike: "MAIL%" } }] }] }, ["billing", "mail-test"]],
    [0, { id: "nonsense" }, []],
    [0, { workspaceId: { ne: "nonsense" } }, alive],
    [0, { name: { in: ["BILLING", "Scout"], mode: "insensitive" } }, ["billing", "scout"]],
    [0, { name: { lt: "a" } }, ["BILL 100%_ off", "Invoice Robot"]],
    [0, { runState: "stopped", hosting: { ne: "integrated" }, reviewStatus: "ACTIVE" }, alive],
  ])("row %i: %j", async (_, filter, expected) => {
    expect(await names({ filter: text(filter), orderBy: '[{"name":"asc"}]' })).toEqual(expected);
  });

  test("row 12: tiers in the trash", async () => {
    const filter = text({ retentionTier: { in: ["short", "none"] } });
    expect(await names({ filter, include_deleted: "only" })).toEqual(["scout"]);
  });
});

describe("what filters are refused with (contract §5.6, §7)", () => {
  const deep = (levels: number): unknown => (levels === 0 ? { name: "a" } : { AND: [deep(levels - 1)] });
  test.each<[unknown, string]>([
    [{ AND: [{ name: "a" }, { nmae: "x" }] }, "filter.AND[1].nmae: unknown field"],
    [
      { name: { startswith: "x" } },
      "filter.name.startswith: unknown operator for a string; allowed: eq, ne, in, notIn, lt, lte, gt, gte, contains, startsWith, endsWith, like, ilike, isNull, not, mode",
    ],
    [
      { system: { contains: "t" } },
      "filter.system.contains: unknown operator for a boolean; allowed: eq, ne, isNull, not",
    ],
    [{ system: "true" }, "filter.system: must be true or false"],
    [{ createdAt: { gt: "yesterday" } }, "filter.createdAt.gt: must be an ISO 8601 time"],
    [{ createdAt: { gt: "2026-02-30" } }, "filter.createdAt.gt: must be an ISO 8601 time"],
    [{ retentionTier: "forever" }, "filter.retentionTier: must be one of short, medium, long, none"],
    [{ tools: { name: "x" } }, "filter.tools.name: use some, every or none"],
    [{ tools: { some: { agents: { some: {} } } } }, "filter.tools.some.agents: unknown field"],
    [{ creator: { is: { passwordHash: "x" } } }, "filter.creator.is.passwordHash: unknown field"],
    [{ name: { in: ["a", null] } }, "filter.name.in[1]: null is not allowed here; use isNull"],
    [{ name: { mode: "insensitive" } }, "filter.name.mode: needs an operator beside it"],
    [[{ name: "a" }], "filter: must be an object"],
    [{ number: 2 ** 31 }, "filter.number: must be an integer from 0 to 2147483647"],
    [{ name: { ilike: "%".repeat(11) } }, "filter.name.ilike: at most 10 %"],
    [{ name: { like: "a\\" } }, "filter.name.like: must not end with a single \\"],
    [{ name: "a".repeat(1001) }, "filter.name: must have at most 1000 characters"],
    [{ name: "a\0" }, "filter.name: must not contain U+0000"],
    [{ name: { not: { not: { not: { eq: "x" } } } } }, "filter.name.not.not.not: nested deeper than 3"],
    [{ __proto__x: 1 }, "filter.__proto__x: unknown field"],
    [{ toString: "x" }, "filter.toString: unknown field"],
    [{ name: { path: ["x"] } }, expect.stringMatching(/^filter\.name\.path: unknown operator for a string/) as never],
    [
      { AND: [{ OR: [{ NOT: { AND: [{ OR: [{ name: "a" }] }] } }] }] },
      "filter.AND[0].OR[0].NOT.AND[0].OR[0]: nested deeper than 5",
    ],
    [deep(6), "filter.AND[0].AND[0].AND[0].AND[0].AND[0]: nested deeper than 5"],
    [{ OR: Array.from({ length: 51 }, () => ({ name: "a" })) }, "filter: 51 conditions; at most 50"],
    [{ id: { in: Array.from({ length: 101 }, () => "a") } }, "filter.id.in: 101 values; at most 100"],
    [{ name: { contains: "x".repeat(9096) } }, "filter: 9120 bytes; at most 8192"],
  ])("%j", async (filter, message) => {
    const { status, body } = await call(listAgents, { as: owner, query: { filter: JSON.stringify(filter) } });
    expect([status, body]).toMatchObject([400, { error: { code: "invalid_filter", message, fields: {} } }]);
  });

  test("what is no JSON, and prototypes by their JSON names", async () => {
    const refusal = async (filter: string) => (await call(listAgents, { as: owner, query: { filter } })).body;
    expect(await refusal("{name:1}")).toMatchObject({ error: { message: "filter: not valid JSON" } });
    expect(await refusal('{"__proto__":{"x":1}}')).toMatchObject({
      error: { message: "filter.__proto__: unknown field" },
    });
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  test("all faults are told at once, up to ten", async () => {
    const filter = JSON.stringify({ a: 1, system: "x", OR: [{ b: 1 }, { name: { up: 1 } }] });
    const { body } = await call(listAgents, { as: owner, query: { filter } });
    const { fields } = (body as { error: { fields: Record<string, string> } }).error;
    expect(Object.keys(fields)).toEqual(["filter.a", "filter.system", "filter.OR[0].b", "filter.OR[1].name.up"]);
    const many = JSON.stringify(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}`, 1])));
    const all = await call(listAgents, { as: owner, query: { filter: many } });
    expect(Object.keys((all.body as { error: { fields: object } }).error.fields)).toHaveLength(10);
  });
});

describe("orderBy (contract §6, §7)", () => {
  test("sorts by several keys, nulls where they are asked for", async () => {
    const by = (orderBy: unknown, more = {}) => names({ orderBy: JSON.stringify(orderBy), ...more });
    expect((await by([{ name: "asc" }])).slice(0, 3)).toEqual(["BILL 100%_ off", "Invoice Robot", "billing"]);
    const users = await by([{ runtimeUserId: "desc_nulls_last" }, { createdAt: "asc" }]);
    expect(users.slice(0, 2).sort()).toEqual(["BILL 100%_ off", "billing"]);
    expect(await by([{ deletedAt: "ascNullsFirst" }], { include_deleted: "true" })).toHaveLength(10);
    expect((await by([{ deletedAt: "AscNullsFirst" }], { include_deleted: "true" })).slice(-2)).toEqual([
      "scout",
      "gone",
    ]);
    expect(await by([{ retentionTier: "DESC_NULLS_LAST" }], { include_deleted: "only" })).toEqual(["gone", "scout"]);
    expect((await by({ system: "DESC" }))[0]).toBe("scout");
    expect(await by([])).toEqual(await by([{ createdAt: "desc" }]));
  });

  test.each([
    [[{ name: "asc", createdAt: "desc" }], "orderBy[0]: one field per object"],
    [[{}], "orderBy[0]: one field per object"],
    [[{ instructions: "asc" }], "orderBy[0].instructions: unknown field"],
    [[{ name: "up" }], "orderBy[0].name: unknown direction 'up'"],
    [[{ name: 1 }], "orderBy[0].name: unknown direction '1'"],
    [[{ name: "asc" }, { name: "desc" }], "orderBy[1].name: the same field twice"],
    [
      ["name", "type", "id", "number", "system", "createdAt"].map((key) => ({ [key]: "asc" })),
      "orderBy: 6 keys; at most 5",
    ],
    ["name", 'orderBy[0]: must be an object such as {"createdAt":"desc"}'],
  ])("%j is refused", async (orderBy, message) => {
    const { status, body } = await call(listAgents, { as: owner, query: { orderBy: JSON.stringify(orderBy) } });
    expect([status, body]).toMatchObject([400, { error: { code: "invalid_order_by", message } }]);
  });
});

describe("the whitelist (contract §5.2, §5.4, §6)", () => {
  const relations: Record<string, string[]> = {
    workspace: ["id", "name", "slug"],
    creator: ["id", "name"],
    owner: ["id", "name"],
    runtimeUser: ["id", "name"],
    defaultVersion: ["id", "name", "parentId", "createdBy", "createdAt"],
    versions: ["id", "name", "parentId", "createdBy", "createdAt"],
    tools: ["id", "name"],
    skills: ["id", "name"],
    semanticDataModels: ["id", "name"],
    mcpServers: ["id", "name", "transport"],
    dataConnections: ["id", "name", "engine"],
    plugins: ["id", "slug", "name"],
    tags: ["name"],
    integrations: ["id", "name"],
  };
  const toOne = new Set(["workspace", "creator", "owner", "runtimeUser", "defaultVersion"]);

  test.each(Object.entries(relations))(
    "%s can be asked for by its fields, and by no other",
    async (relation, fields) => {
      const quantifiers = toOne.has(relation) ? ["is", "isNot"] : ["some", "every", "none"];
      for (const quantifier of quantifiers) {
        const isNull = fields.map((field) => ({ [field]: { isNull: true } }));
        for (const plain of [{}, ...isNull]) await names({ filter: text({ [relation]: { [quantifier]: plain } }) });
        const rest = { [relation]: { [quantifier]: { instructions: "x", workspace: null } } };
        const { status, body } = await call(listAgents, { as: owner, query: { filter: text(rest) } });
        const at = `filter.${relation}.${quantifier}`;
        expect([status, body]).toMatchObject([
          400,
          { error: { fields: { [`${at}.instructions`]: "unknown field", [`${at}.workspace`]: "unknown field" } } },
        ]);
      }
    },
  );

  test("every field can be asked for and most can be ordered by", async () => {
    const ordered =
      "id workspaceId name description system defaultVersionId createdBy runtimeUserId deletedAt retentionTier createdAt updatedAt number type";
    for (const field of ordered.split(" ")) {
      const down = await names({ orderBy: text([{ [field]: "desc" }]), include_deleted: "true" });
      expect(down, field).toHaveLength(10);
      await names({ filter: text({ [field]: { isNull: true } }) });
    }
    for (const field of ["ownerId", "hosting", "reviewStatus", "lifecycleState", "runState"]) {
      await names({ filter: text({ [field]: { isNull: false } }) });
      const { status } = await call(listAgents, { as: owner, query: { orderBy: text([{ [field]: "asc" }]) } });
      expect(status, field).toBe(400);
    }
  });
});
