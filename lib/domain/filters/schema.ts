import type { Sql } from "@/lib/db";

export const fieldTypes = ["id", "string", "boolean", "integer", "time", "enum"] as const;
export type FieldType = (typeof fieldTypes)[number];

/** A field that a filter may speak of, and the expression that stands for it. */
export type Field = {
  type: FieldType;
  column: Sql;
  /** The expression can be null. */
  nullable?: boolean;
  /** The ids are UUIDs in the database. */
  uuid?: boolean;
  /** Of an enum: its values in their order. */
  literals?: readonly string[];
  /** The same field among the kept counts, for conditions that can be answered by adding up. */
  kept?: Sql;
  /** The kept counts over all workspaces know it too. */
  totalled?: boolean;
  /** An index finds any piece of the text that has three letters or digits in a row. */
  pieces?: boolean;
};

/** Rows that belong to a row; `exists` says that one of them fulfils a condition. */
export type Relation = { many: boolean; fields: ReadonlyMap<string, Field>; exists: (where: Sql) => Sql };

/** The whitelist of one list: what is not in it does not exist for filters. */
export type Vocabulary = { fields: ReadonlyMap<string, Field>; relations: ReadonlyMap<string, Relation> };

export const textOperators = ["contains", "startsWith", "endsWith", "like", "ilike"] as const;
export const orderOperators = ["lt", "lte", "gt", "gte"] as const;
export type TextOperator = (typeof textOperators)[number];
export type OrderOperator = (typeof orderOperators)[number];
export type Scalar = string | number | boolean;

/** One comparison. A null field makes each of them false but `isNull`; what is negated stands under a `not`. */
export type Test =
  | { kind: "test"; field: Field; operator: "isNull" }
  | { kind: "test"; field: Field; operator: "in"; values: Scalar[]; insensitive: boolean }
  | { kind: "test"; field: Field; operator: "eq" | OrderOperator | TextOperator; value: Scalar; insensitive: boolean };

/** A filter that was read: every name in it is of the whitelist. `all` of nothing holds, `any` of nothing does not. */
export type Condition =
  | { kind: "all" | "any"; parts: Condition[] }
  | { kind: "not"; part: Condition }
  | { kind: "related"; relation: Relation; quantifier: "some" | "every" | "none"; where: Condition }
  | Test;

export const everything: Condition = { kind: "all", parts: [] };

/** The complement. */
export function not(part: Condition): Condition {
  return { kind: "not", part };
}
