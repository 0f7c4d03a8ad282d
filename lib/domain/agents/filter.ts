import { type Sql, sql } from "@/lib/db";
import { shownDescription } from "@/lib/domain/agents/access";
import { agentRelations } from "@/lib/domain/agents/filter-relations";
import { reviewStatuses } from "@/lib/domain/agents/rules";
import type { Ctx } from "@/lib/domain/context";
import type { Condition, Field, Vocabulary } from "@/lib/domain/filters/schema";
import type { SortField } from "@/lib/domain/list-order";

export const retentionTiers = ["short", "medium", "long", "none"] as const;
export type RetentionTier = (typeof retentionTiers)[number];

const id = (column: Sql): Field => ({ type: "id", column, nullable: true });
const kept = (column: Sql, counted: Sql, literals: readonly string[]): Field => ({
  type: "enum",
  column,
  literals,
  kept: counted,
  totalled: true,
});

export const agentField = {
  id: { type: "id", column: sql`a."id"` },
  workspaceId: { type: "id", column: sql`a."workspaceId"`, uuid: true, nullable: true, kept: sql`c."workspaceId"` },
  defaultVersionId: id(sql`a."liveVersionId"`),
  createdBy: id(sql`a."createdById"`),
  runtimeUserId: id(sql`a."runtimeUserId"`),
  ownerId: id(sql`a."ownerId"`),
  system: { type: "boolean", column: sql`(a."workspaceId" IS NULL)`, kept: sql`(c."workspaceId" IS NULL)` },
  name: { type: "string", column: sql`a."name"`, pieces: true },
  type: { type: "string", column: sql`a."type"` },
  number: { type: "integer", column: sql`a."number"` },
  deletedAt: { type: "time", column: sql`a."deletedAt"`, nullable: true },
  createdAt: { type: "time", column: sql`a."createdAt"` },
  updatedAt: { type: "time", column: sql`a."updatedAt"` },
  retentionTier: { ...kept(sql`a."retentionTier"`, sql`c."retentionTier"`, retentionTiers), nullable: true },
  hosting: kept(sql`a."hosting"`, sql`c."hosting"`, ["integrated", "container"]),
  reviewStatus: kept(sql`a."reviewStatus"`, sql`c."reviewStatus"`, reviewStatuses),
  lifecycleState: kept(sql`a."lifecycleState"`, sql`c."lifecycleState"`, ["draft", "live"]),
  runState: {
    type: "enum",
    column: sql`coalesce((SELECT r."observedState" FROM "Runtime" r WHERE r."agentId" = a."id"), 'stopped')`,
    literals: ["running", "stopped", "exited"],
  },
} as const satisfies Record<string, Field>;

/** What a filter over agents `a` may speak of (contract `registry` §5.2, §5.4); the caller's view of them. */
export function agentVocabulary(ctx: Ctx): Vocabulary {
  const description: Field = { type: "string", column: sql`(${shownDescription(ctx)})` };
  const fields = new Map<string, Field>([...Object.entries(agentField), ["description", description]]);
  return { fields, relations: agentRelations(ctx) };
}

/** Long descriptions are told apart, and cursors kept short, by this many characters. */
const SORTED_CHARACTERS = 200;
const tierRank = sql`array_position(${[...retentionTiers]}::text[], a."retentionTier")`;

/** Fields that agents `a` can be ordered by (contract `registry` §6). */
export function agentOrder(ctx: Ctx): ReadonlyMap<string, SortField> {
  const description = sql`left(${shownDescription(ctx)}, ${SORTED_CHARACTERS}::integer)`;
  return new Map<string, SortField>([
    ["id", { column: sql`a."id"`, cast: "varchar" }],
    ["workspaceId", { column: sql`a."workspaceId"`, cast: "uuid", nullable: true }],
    ["name", { column: sql`a."name"`, cast: "text" }],
    ["description", { column: description, cast: "text" }],
    ["system", { column: agentField.system.column, cast: "boolean" }],
    ["defaultVersionId", { column: sql`a."liveVersionId"`, cast: "text", nullable: true }],
    ["createdBy", { column: sql`a."createdById"`, cast: "text", nullable: true }],
    ["runtimeUserId", { column: sql`a."runtimeUserId"`, cast: "text", nullable: true }],
    ["deletedAt", { column: sql`a."deletedAt"`, cast: "timestamptz", nullable: true }],
    ["retentionTier", { column: tierRank, cast: "integer", nullable: true }],
    ["createdAt", { column: sql`a."createdAt"`, cast: "timestamptz" }],
    ["updatedAt", { column: sql`a."updatedAt"`, cast: "timestamptz" }],
    ["number", { column: sql`a."number"`, cast: "integer" }],
    ["type", { column: sql`a."type"`, cast: "text" }],
  ]);
}

/** An agent's field equals a value. */
export function equals(field: Field, value: string | boolean): Condition {
  return { kind: "test", field, operator: "eq", value, insensitive: false };
}

/** An agent's text contains another, without regard to case. */
export function mentions(field: Field, value: string): Condition {
  return { kind: "test", field, operator: "contains", value, insensitive: true };
}

/** An agent's field is one of these values. */
export function oneOf(field: Field, values: readonly string[]): Condition {
  return { kind: "test", field, operator: "in", values: [...values], insensitive: false };
}
