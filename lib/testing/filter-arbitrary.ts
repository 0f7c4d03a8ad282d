import fc from "fast-check";

/** Values that rows have and values near them, so that generated filters find something. */
export const pool = {
  texts: ["alpha", "Alpha", "alphabet", "beta 100%_", "Émile", "émile", "x\\y", "", "z", "a_b%c", "ÅNGSTRÖM"],
  times: [
    "2026-01-01T00:00:00.000Z",
    "2026-02-03T04:05:06.007Z",
    "2026-02-03T04:05:06.008Z",
    "2026-12-31T23:59:59.999Z",
  ],
  numbers: [0, 1, 2, 3, 5, 8, 2_147_483_647],
};

type Filter = Record<string, unknown>;
const text = fc.constantFrom(...pool.texts);
const pattern = fc
  .array(fc.constantFrom("a", "l", "É", "%", "_", "\\%", "\\_", "\\\\", "b", "z"), { maxLength: 6 })
  .map((parts) => parts.join(""));
const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 6 });
const record = <T>(key: string, value: fc.Arbitrary<T>): fc.Arbitrary<Filter> => value.map((one) => ({ [key]: one }));

function equality<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Filter>[] {
  const list = fc.array(value, { maxLength: 4 });
  return [record("eq", nullable(value)), record("ne", nullable(value)), record("in", list), record("notIn", list)];
}

const ordered = <T>(value: fc.Arbitrary<T>) => ["lt", "lte", "gt", "gte"].map((name) => record(name, value));
const folding = (operators: fc.Arbitrary<Filter>) =>
  fc
    .tuple(operators, fc.constantFrom({}, { mode: "insensitive" }, { mode: "default" }))
    .map((parts) => Object.assign({}, ...parts));

const isNull = record("isNull", fc.boolean());
const textual = [
  ...["contains", "startsWith", "endsWith"].map((name) => record(name, text)),
  ...["like", "ilike"].map((name) => record(name, pattern)),
];

/** A value, null, an operator object, or the complement of one. */
function given<T>(value: fc.Arbitrary<T>, operators: fc.Arbitrary<Filter>): fc.Arbitrary<unknown> {
  const negated = record("not", fc.oneof(nullable(value), operators));
  return fc.oneof(nullable(value), operators, negated);
}

const aText = given(text, folding(fc.oneof(...equality(text), ...ordered(text), ...textual, isNull)));
const aTime = given(
  fc.constantFrom(...pool.times),
  fc.oneof(...equality(fc.constantFrom(...pool.times)), ...ordered(fc.constantFrom(...pool.times)), isNull),
);
const aNumber = given(
  fc.constantFrom(...pool.numbers),
  fc.oneof(...equality(fc.constantFrom(...pool.numbers)), ...ordered(fc.constantFrom(...pool.numbers)), isNull),
);
const chosen = <T>(...values: T[]) =>
  given(fc.constantFrom(...values), fc.oneof(...equality(fc.constantFrom(...values)), isNull));
const aFlag = given(
  fc.boolean(),
  fc.oneof(record("eq", nullable(fc.boolean())), record("ne", nullable(fc.boolean())), isNull),
);

function plain(member: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> {
  return fc.oneof(fc.constant({}), member, record("NOT", member), record("OR", fc.array(member, { maxLength: 2 })));
}

/** Valid filters over agents; `people`, `workspaces` and `agents` are ids that may be named. */
export function validFilter(ids: { people: string[]; workspaces: string[]; agents: string[] }): fc.Arbitrary<Filter> {
  const person = chosen(...ids.people, "usr_nobody", "no id");
  const named = plain(record("name", aText));
  const leaf = fc.oneof(
    ...["name", "description", "type"].map((field) => record(field, aText)),
    ...["createdAt", "updatedAt", "deletedAt"].map((field) => record(field, aTime)),
    ...["createdBy", "ownerId", "runtimeUserId"].map((field) => record(field, person)),
    record("id", chosen(...ids.agents, "agt_none")),
    record("workspaceId", chosen(...ids.workspaces, "not a uuid")),
    record("system", aFlag),
    record("number", aNumber),
    record("retentionTier", chosen("short", "medium", "long", "none")),
    record("hosting", chosen("integrated", "container")),
    record("reviewStatus", chosen("PENDING", "ACTIVE", "REJECTED", "DISABLED")),
    record("lifecycleState", chosen("draft", "live")),
    record("tags", fc.oneof(...["some", "every", "none"].map((name) => record(name, named)))),
    record("creator", fc.oneof(fc.constant(null), ...["is", "isNot"].map((name) => record(name, nullable(named))))),
  );
  const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      leaf,
      fc.oneof(
        record("AND", fc.array(tie("filter"), { maxLength: 3 })),
        record("OR", fc.array(tie("filter"), { maxLength: 3 })),
        record("NOT", fc.oneof(tie("filter"), fc.array(tie("filter"), { maxLength: 2 }))),
        fc.tuple(leaf, leaf).map(([a, b]) => ({ ...a, ...b })),
      ),
    ),
  }));
  return filter;
}

const names = [
  "AND",
  "OR",
  "NOT",
  "name",
  "id",
  "system",
  "tags",
  "some",
  "is",
  "in",
  "eq",
  "not",
  "mode",
  "like",
  "$where",
  "__proto__",
  "constructor",
  "createdAt",
];
const keys = fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 5 }));
const scalars = fc.oneof(
  fc.string(),
  fc.constantFrom("\0", "\ud800", "agt_x", "2026-01-01"),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);

/** Trees of any shape in words of the grammar and others; nearly none is valid. */
export const wildFilter: fc.Arbitrary<unknown> = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 7 },
    scalars,
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.array(fc.tuple(keys, tie("tree")), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
})).tree;
