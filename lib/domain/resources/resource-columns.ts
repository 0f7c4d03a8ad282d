import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql } from "@/lib/db";
import type { ColumnType, ResourceBase, ResourceKind } from "@/lib/domain/resources/resource-kind";

const base = z.object({
  id: z.string(),
  workspaceId: z.string(),
  name: z.string(),
  description: z.string(),
  usedBy: z.number(),
  createdBy: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
  rev: z.number(),
}) satisfies z.ZodType<ResourceBase>;

/** A column's name as SQL; only names that stand in a kind's table get here. */
const identifier = (name: string): Sql => Prisma.raw(`"${name}"`);

function literal(type: ColumnType, value: unknown): Sql {
  if (type === "jsonb") return sql`${JSON.stringify(value)}::jsonb`;
  return sql`${value}::${Prisma.raw(type)}`;
}

/** Rows of resources, whatever their kind. */
export const commonRow = {
  /** The kind's own columns of `r`. */
  own: (columns: Record<string, ColumnType>): Sql =>
    Prisma.join(Object.keys(columns).map((name) => sql`r.${identifier(name)}`)),
  /** Gives a row that was read as JSON its type. */
  parse: <Shown>(kind: Pick<ResourceKind<never, Shown>, "parse">, row: unknown): ResourceBase & Shown => ({
    ...base.parse(row),
    ...kind.parse.parse(row),
  }),
};

export type Assignment = { column: Sql; value: Sql };

/** Names and values of the columns to write: the kind's own, and `secrets` where it is given. */
export function assignments(
  columns: Record<string, ColumnType>,
  values: Record<string, unknown>,
  secrets: Uint8Array | null | undefined,
): Assignment[] {
  const own = Object.entries(columns)
    .filter(([name]) => name in values)
    .map(([name, type]) => ({ column: identifier(name), value: literal(type, values[name]) }));
  if (secrets === undefined) return own;
  return [...own, { column: sql`"secrets"`, value: sql`${secrets}::bytea` }];
}
