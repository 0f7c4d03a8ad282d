import type { FilterFaults, FilterPath } from "@/lib/domain/filters/filter-faults";
import { readList, readPattern, readValue } from "@/lib/domain/filters/parse-value";
import { filterLimits } from "@/lib/domain/filters/rules";
import {
  type Condition,
  type Field,
  type FieldType,
  not,
  type OrderOperator,
  orderOperators,
  type TextOperator,
  textOperators,
} from "@/lib/domain/filters/schema";

const equality = ["eq", "ne", "in", "notIn"];
/** Operators of each type, in the order in which they are listed to people. */
const allowed: Record<FieldType, readonly string[]> = {
  id: [...equality, "isNull", "not"],
  string: [...equality, ...orderOperators, ...textOperators, "isNull", "not", "mode"],
  boolean: ["eq", "ne", "isNull", "not"],
  integer: [...equality, ...orderOperators, "isNull", "not"],
  time: [...equality, ...orderOperators, "isNull", "not"],
  enum: [...equality, "isNull", "not"],
};
const article: Record<FieldType, string> = {
  id: "an id",
  string: "a string",
  boolean: "a boolean",
  integer: "an integer",
  time: "a time",
  enum: "an enum",
};

const synonyms: Record<string, readonly string[]> = {
  eq: ["equals", "_eq"],
  ne: ["neq", "notEquals", "_neq"],
  in: ["inArray", "_in"],
  notIn: ["nin", "not_in", "notInArray", "_nin"],
  lt: ["_lt"],
  lte: ["_lte"],
  gt: ["_gt"],
  gte: ["_gte"],
  startsWith: ["starts_with"],
  endsWith: ["ends_with"],
  like: ["_like"],
  ilike: ["_ilike"],
  isNull: ["is_null", "_is_null"],
};
const canonical = new Map(
  Object.entries(synonyms).flatMap(([name, others]) => others.map((other): [string, string] => [other, name])),
);

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type Reading = { faults: FilterFaults; field: Field; insensitive: boolean };

function equal({ faults, field, insensitive }: Reading, value: unknown, path: FilterPath): Condition {
  faults.leaves += 1;
  if (value === null) return { kind: "test", field, operator: "isNull" };
  const read = readValue(faults, field, value, path);
  return { kind: "test", field, operator: "eq", value: read ?? "", insensitive };
}

function isNull({ faults, field }: Reading, value: unknown, path: FilterPath, wanted: boolean): Condition {
  faults.leaves += 1;
  if (typeof value !== "boolean") return faults.add(path, "must be true or false");
  const test: Condition = { kind: "test", field, operator: "isNull" };
  return value === wanted ? test : not(test);
}

function inList({ faults, field, insensitive }: Reading, value: unknown, path: FilterPath): Condition {
  faults.leaves += 1;
  return { kind: "test", field, operator: "in", values: readList(faults, field, value, path), insensitive };
}

function compared(reading: Reading, operator: OrderOperator | TextOperator, value: unknown, path: FilterPath) {
  const { faults, field, insensitive } = reading;
  faults.leaves += 1;
  const read = /like$/.test(operator) ? readPattern : readValue;
  return { kind: "test", field, operator, value: read(faults, field, value, path) ?? "", insensitive } as const;
}

function negated(reading: Reading, value: unknown, path: FilterPath, level: number): Condition {
  if (isObject(value)) return not(readOperators(reading.faults, reading.field, value, path, level + 1));
  return not(equal(reading, value, path));
}

const isOneOf = <T extends string>(names: readonly T[], name: string): name is T =>
  (names as readonly string[]).includes(name);

function readOperator(reading: Reading, key: string, value: unknown, path: FilterPath, level: number): Condition {
  const name = key === "isNotNull" ? "isNull" : (canonical.get(key) ?? key);
  const known = allowed[reading.field.type];
  if (!known.includes(name)) {
    const kind = article[reading.field.type];
    return reading.faults.add(path, `unknown operator for ${kind}; allowed: ${known.join(", ")}`);
  }
  if (name === "not") return negated(reading, value, path, level);
  if (name === "isNull") return isNull(reading, value, path, key !== "isNotNull");
  if (name === "eq") return equal(reading, value, path);
  if (name === "ne") return not(equal(reading, value, path));
  if (name === "in") return inList(reading, value, path);
  if (name === "notIn") return not(inList(reading, value, path));
  if (isOneOf([...orderOperators, ...textOperators], name)) return compared(reading, name, value, path);
  return reading.faults.add(path, "unknown operator");
}

/** `mode` beside the operators of a text. */
function readMode(faults: FilterFaults, operators: Record<string, unknown>, path: FilterPath): boolean {
  if (Object.keys(operators).length === 1) faults.add([...path, "mode"], "needs an operator beside it");
  else if (operators.mode !== "insensitive" && operators.mode !== "default")
    faults.add([...path, "mode"], "must be insensitive or default");
  return operators.mode === "insensitive";
}

/** `{operator: value, …}`, joined with AND; `level` counts how many operator objects lie inside each other. */
export function readOperators(
  faults: FilterFaults,
  field: Field,
  operators: Record<string, unknown>,
  path: FilterPath,
  level = 1,
): Condition {
  if (level > filterLimits.operatorDepth) return faults.add(path, `nested deeper than ${filterLimits.operatorDepth}`);
  const hasMode = field.type === "string" && Object.hasOwn(operators, "mode");
  const reading = { faults, field, insensitive: hasMode && readMode(faults, operators, path) };
  const entries = Object.entries(operators).filter(([key]) => !(hasMode && key === "mode"));
  return { kind: "all", parts: entries.map(([key, one]) => readOperator(reading, key, one, [...path, key], level)) };
}

/** What stands behind a field: a value, null, or operators. */
export function readField(faults: FilterFaults, field: Field, value: unknown, path: FilterPath): Condition {
  if (isObject(value)) return readOperators(faults, field, value, path);
  return equal({ faults, field, insensitive: false }, value, path);
}
