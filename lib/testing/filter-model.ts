/** What a filter of the registry means, said a second time and in another way: the tests compare the database with it. */

export type ModelValue = string | number | boolean | null;
/** Times are milliseconds since 1970. `related` holds the rows of relations by name; a to-one relation has one or none. */
export type ModelRow = { fields: Record<string, ModelValue>; related: Record<string, Record<string, ModelValue>[]> };

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const times = new Set(["createdAt", "updatedAt", "deletedAt"]);

function operand(field: string, value: unknown): ModelValue {
  return times.has(field) && typeof value === "string" ? Date.parse(value) : (value as ModelValue);
}

const regexOf = (pattern: string, flags: string) =>
  new RegExp(
    `^${pattern.replace(/\\(.)|([%_])|([.*+?^$()|[\]{}/\\])/gsu, (_, literal, wild, special) => {
      if (wild) return wild === "%" ? "[^]*" : "[^]";
      return (literal ?? special).replace(/[.*+?^$()|[\]{}/\\]/g, "\\$&");
    })}$`,
    flags,
  );

type Compare = (value: NonNullable<ModelValue>, given: NonNullable<ModelValue>, fold: boolean) => boolean;
const folded = (value: ModelValue, fold: boolean) => (fold && typeof value === "string" ? value.toLowerCase() : value);
const text =
  (run: (value: string, given: string) => boolean): Compare =>
  (value, given, fold) =>
    run(String(folded(value, fold)), String(folded(given, fold)));

const compares: Record<string, Compare> = {
  eq: (value, given, fold) => folded(value, fold) === folded(given, fold),
  lt: (value, given, fold) => (folded(value, fold) ?? 0) < (folded(given, fold) ?? 0),
  lte: (value, given, fold) => (folded(value, fold) ?? 0) <= (folded(given, fold) ?? 0),
  gt: (value, given, fold) => (folded(value, fold) ?? 0) > (folded(given, fold) ?? 0),
  gte: (value, given, fold) => (folded(value, fold) ?? 0) >= (folded(given, fold) ?? 0),
  contains: text((value, given) => value.includes(given)),
  startsWith: text((value, given) => value.startsWith(given)),
  endsWith: text((value, given) => value.endsWith(given)),
  like: (value, given, fold) => regexOf(String(given), fold ? "iu" : "u").test(String(value)),
  ilike: (value, given) => regexOf(String(given), "iu").test(String(value)),
};

function operatorHolds(field: string, value: ModelValue, operator: string, given: unknown, fold: boolean): boolean {
  const equals = (one: unknown) => (one === null ? value === null : value !== null && compare("eq", one));
  const compare = (name: string, one: unknown) => {
    const right = operand(field, one);
    return value !== null && right !== null && (compares[name]?.(value, right, fold) ?? false);
  };
  if (operator === "isNull") return (value === null) === given;
  if (operator === "not") return isObject(given) ? !fieldHolds(field, value, given) : !equals(given);
  if (operator === "ne") return !equals(given);
  if (operator === "eq") return equals(given);
  if (operator === "in") return listOf(given).some(equals);
  if (operator === "notIn") return !listOf(given).some(equals);
  return compare(operator, given);
}

function fieldHolds(field: string, value: ModelValue, given: unknown): boolean {
  if (!isObject(given)) return operatorHolds(field, value, "eq", given, false);
  const { mode, ...operators } = given;
  const fold = mode === "insensitive";
  return Object.entries(operators).every(([name, one]) => operatorHolds(field, value, name, one, fold));
}

function relationHolds(rows: ModelRow["related"][string], given: unknown): boolean {
  if (given === null) return rows.length === 0;
  const meets = (plain: unknown) => (row: Record<string, ModelValue>) =>
    holds(plain as Json, { fields: row, related: {} });
  return Object.entries(given as Json).every(([quantifier, plain]) => {
    if (quantifier === "every") return rows.every(meets(plain));
    const wanted = quantifier === "some" || quantifier === "is";
    if (plain === null) return (rows.length === 0) === wanted;
    return rows.some(meets(plain)) === wanted;
  });
}

/** Whether a row fulfils a filter that is valid. */
export function holds(filter: Json, row: ModelRow): boolean {
  return Object.entries(filter).every(([key, given]) => {
    if (key === "AND") return listOf(given).every((one) => holds(one as Json, row));
    if (key === "OR") return listOf(given).some((one) => holds(one as Json, row));
    if (key === "NOT") return !listOf(given).some((one) => holds(one as Json, row));
    const rows = row.related[key];
    return rows ? relationHolds(rows, given) : fieldHolds(key, row.fields[key] ?? null, given);
  });
}

export type ModelOrder = { field: string; direction: "asc" | "desc"; nulls: "first" | "last" };

/** The rows in an order, ties by id. */
export function sorted<Row extends ModelRow>(rows: readonly Row[], order: readonly ModelOrder[]): Row[] {
  const by = [...order, { field: "id", direction: "asc", nulls: "last" } as const];
  return rows.toSorted((a, b) => {
    for (const { field, direction, nulls } of by) {
      const [left, right] = [a.fields[field] ?? null, b.fields[field] ?? null];
      if (left === right) continue;
      if (left === null || right === null) return (left === null) === (nulls === "first") ? -1 : 1;
      return (left < right ? -1 : 1) * (direction === "asc" ? 1 : -1);
    }
    return 0;
  });
}
