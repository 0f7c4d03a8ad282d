import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import type { Condition, Field, OrderOperator, Scalar, Test } from "@/lib/domain/filters/schema";
import { isUuid } from "@/lib/domain/id-shapes";
import { literalPattern, prefixPattern, substringPattern } from "@/lib/domain/page";

const TRUE = sql`TRUE`;
const FALSE = sql`FALSE`;
const SIGN: Record<OrderOperator, Sql> = { lt: sql`<`, lte: sql`<=`, gt: sql`>`, gte: sql`>=` };

/** Ids of another form equal nothing; they do not reach the database. */
const isIdLike = (value: Scalar, { uuid }: Field) =>
  uuid ? isUuid(String(value)) : /^[A-Za-z0-9_-]{1,64}$/.test(String(value));

function idTest(field: Field, column: Sql, values: Scalar[]): Sql {
  const ids = values.filter((value) => isIdLike(value, field)).map(String);
  const [first] = ids;
  if (first === undefined) return FALSE;
  const type = Prisma.raw(field.uuid ? "uuid" : "text");
  return ids.length === 1 ? sql`${column} = ${first}::${type}` : sql`${column} = ANY(${ids}::${type}[])`;
}

/** Times are compared by their milliseconds, which is what answers show. */
function timeTest(test: Exclude<Test, { operator: "isNull" }>, column: Sql): Sql {
  if (test.operator === "in") {
    return sql`date_trunc('milliseconds', ${column}) = ANY(${test.values.map(String)}::timestamptz[])`;
  }
  const from = sql`${String(test.value)}::timestamptz`;
  const behind = sql`${from} + interval '1 millisecond'`;
  if (test.operator === "eq") return sql`(${column} >= ${from} AND ${column} < ${behind})`;
  if (test.operator === "gt") return sql`${column} >= ${behind}`;
  if (test.operator === "lte") return sql`${column} < ${behind}`;
  return sql`${column} ${test.operator === "lt" ? SIGN.lt : SIGN.gte} ${from}`;
}

function patternOf(operator: string, text: string): string {
  if (operator === "contains") return substringPattern(text);
  if (operator === "startsWith") return prefixPattern(text);
  return operator === "endsWith" ? `%${literalPattern(text)}` : text;
}

function textTest(test: Exclude<Test, { operator: "isNull" }>, column: Sql): Sql {
  const { operator, insensitive } = test;
  const folded = insensitive ? sql`lower(${column})` : column;
  if (operator === "in") {
    const texts = sql`${test.values.map(String)}::text[]`;
    return insensitive ? sql`${folded} IN (SELECT lower(t) FROM unnest(${texts}) t)` : sql`${folded} = ANY(${texts})`;
  }
  const text = String(test.value);
  const value = insensitive ? sql`lower(${text}::text)` : sql`${text}::text`;
  if (operator === "eq") return sql`${folded} = ${value}`;
  if (operator === "lt" || operator === "lte" || operator === "gt" || operator === "gte")
    return sql`${folded} COLLATE "C" ${SIGN[operator]} ${value}`;
  const pattern = patternOf(operator, text);
  return insensitive || operator === "ilike" ? sql`${column} ILIKE ${pattern}` : sql`${column} LIKE ${pattern}`;
}

function plainTest(test: Exclude<Test, { operator: "isNull" }>, column: Sql): Sql {
  const { type } = test.field;
  const type_ = Prisma.raw(type === "integer" ? "integer" : "text");
  if (test.operator === "in") return sql`${column} = ANY(${test.values}::${type_}[])`;
  if (type === "boolean") return test.value === true ? column : sql`NOT ${column}`;
  const sign = test.operator in SIGN ? SIGN[test.operator as OrderOperator] : sql`=`;
  return sql`${column} ${sign} ${test.value}::${type_}`;
}

function compared(test: Exclude<Test, { operator: "isNull" }>, column: Sql): Sql {
  const { field } = test;
  if (test.operator === "in" && test.values.length === 0) return FALSE;
  if (field.type === "id") return idTest(field, column, test.operator === "in" ? test.values : [test.value]);
  if (field.type === "time") return timeTest(test, column);
  return field.type === "string" ? textTest(test, column) : plainTest(test, column);
}

function compileTest(test: Test, column: Sql): Sql {
  const { nullable } = test.field;
  if (test.operator === "isNull") return nullable ? sql`${column} IS NULL` : FALSE;
  const comparison = compared(test, column);
  return nullable ? sql`(${column} IS NOT NULL AND ${comparison})` : comparison;
}

/** Joins alternatives; each is true or false. */
type Alternatives = (parts: Sql[]) => Sql;
type Words = { columnOf: (field: Field) => Sql; apart?: Alternatives };

const sought = new Set(["eq", "in", "contains", "startsWith", "like", "ilike"]);

/** Whether an index might find the rows of a condition: related rows, or a text or id that is looked for. */
function isSought(condition: Condition): boolean {
  if (condition.kind === "related") return condition.quantifier === "some";
  if (condition.kind === "all") return condition.parts.some(isSought);
  if (condition.kind === "any") return condition.parts.every(isSought);
  if (condition.kind !== "test") return false;
  return sought.has(condition.operator) && (condition.field.type === "string" || condition.field.type === "id");
}

const PIECE = /[\p{L}\p{N}]{3}/u;

/** Whether one index finds the rows of a condition at best, whatever the value is: a plan that was made once serves all. */
export function isSteady(condition: Condition): boolean {
  if (condition.kind === "all") return condition.parts.length === 1 && condition.parts.every(isSteady);
  if (condition.kind !== "test" || condition.operator !== "contains") return false;
  return condition.field.pieces === true && PIECE.test(String(condition.value));
}

const leads = (condition: Condition): boolean =>
  condition.kind === "related" || (condition.kind === "all" && condition.parts.some(leads));

function joined(words: Words, kind: "all" | "any", parts: Condition[]): Sql {
  const [first, ...rest] = parts.map((part) => compileWith(words, part));
  if (!first) return kind === "all" ? TRUE : FALSE;
  if (rest.length === 0) return first;
  if (kind === "any" && words.apart && parts.some(leads) && parts.every(isSought)) return words.apart([first, ...rest]);
  return sql`(${Prisma.join([first, ...rest], kind === "all" ? " AND " : " OR ")})`;
}

function compileWith(words: Words, condition: Condition): Sql {
  switch (condition.kind) {
    case "all":
    case "any":
      return joined(words, condition.kind, condition.parts);
    case "not":
      return sql`(NOT ${compileWith(words, condition.part)})`;
    case "related": {
      const { relation, quantifier } = condition;
      const where = compileWith({ columnOf: words.columnOf }, condition.where);
      if (quantifier === "every") return sql`(NOT ${relation.exists(sql`NOT ${where}`)})`;
      return quantifier === "some" ? relation.exists(where) : sql`(NOT ${relation.exists(where)})`;
    }
    case "test":
      return compileTest(condition, words.columnOf(condition.field));
  }
}

/**
 * The condition as SQL over the list's rows. It is true or false for every row, never null, so that NOT is the exact
 * complement. `apart` joins alternatives that indexes can find one by one but not together, such as a text or a related row.
 */
export function compileFilter(condition: Condition, apart?: Alternatives): Sql {
  return compileWith({ columnOf: (field) => field.column, apart }, condition);
}

/** Whether a condition speaks of nothing but such fields of the list's own rows. */
function asksOnly(condition: Condition, such: (field: Field) => boolean): boolean {
  if (condition.kind === "test") return such(condition.field);
  if (condition.kind === "not") return asksOnly(condition.part, such);
  return condition.kind !== "related" && condition.parts.every((part) => asksOnly(part, such));
}

/**
 * The same condition over the kept counts; null where it speaks of what they do not know. `totalled`: those over all
 * workspaces know it as well.
 */
export function compileKept(condition: Condition): { where: Sql; totalled: boolean } | null {
  if (!asksOnly(condition, (field) => field.kept !== undefined)) return null;
  const where = compileWith({ columnOf: (field) => field.kept ?? field.column }, condition);
  return { where, totalled: asksOnly(condition, (field) => field.totalled === true) };
}
