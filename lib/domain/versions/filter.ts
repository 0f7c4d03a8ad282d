import { type Sql, sql } from "@/lib/db";
import type { Field, Relation, Vocabulary } from "@/lib/domain/filters/schema";
import type { SortField } from "@/lib/domain/list-order";

const schema = (key: string) => sql`(v."content"->>${key}::text)`;

export const versionField = {
  id: { type: "id", column: sql`v."id"` },
  agentId: { type: "id", column: sql`v."agentId"` },
  parentId: { type: "id", column: sql`v."parentId"`, nullable: true },
  inputSchemaId: { type: "id", column: schema("inputSchemaId"), nullable: true },
  outputSchemaId: { type: "id", column: schema("outputSchemaId"), nullable: true },
  createdBy: { type: "id", column: sql`v."authorId"`, nullable: true },
  name: { type: "string", column: sql`v."label"` },
  note: { type: "string", column: sql`v."note"` },
  createdAt: { type: "time", column: sql`v."createdAt"` },
  publishedAt: { type: "time", column: sql`v."publishedAt"`, nullable: true },
} as const satisfies Record<string, Field>;

const named = (id: Sql, name: Sql): ReadonlyMap<string, Field> =>
  new Map<string, Field>([
    ["id", { type: "id", column: id }],
    ["name", { type: "string", column: name }],
  ]);

/** What a filter over versions `v` of agents `a` may speak of (contract `registry` §10); `seen` is what the caller may see of a version `v`. */
export function versionVocabulary(seen: Sql): Vocabulary {
  const agent: Relation = {
    many: false,
    fields: named(sql`a."id"`, sql`a."name"`),
    exists: (where) => sql`(${where})`,
  };
  const parent: Relation = {
    many: false,
    fields: named(sql`o."id"`, sql`o."label"`),
    // A version that the caller may not see is not told by its children either.
    exists: (where) => sql`EXISTS (SELECT 1 FROM "AgentVersion" o WHERE o."id" = v."parentId"
      AND (o."publishedAt" IS NOT NULL OR ${seen}) AND ${where})`,
  };
  return {
    fields: new Map<string, Field>(Object.entries(versionField)),
    relations: new Map([
      ["agent", agent],
      ["parent", parent],
    ]),
  };
}

/** Fields that versions can be ordered by. */
export const versionOrder: ReadonlyMap<string, SortField> = new Map<string, SortField>([
  ["id", { column: versionField.id.column, cast: "text" }],
  ["agentId", { column: versionField.agentId.column, cast: "text" }],
  ["parentId", { column: versionField.parentId.column, cast: "text", nullable: true }],
  ["inputSchemaId", { column: versionField.inputSchemaId.column, cast: "text", nullable: true }],
  ["outputSchemaId", { column: versionField.outputSchemaId.column, cast: "text", nullable: true }],
  ["createdBy", { column: versionField.createdBy.column, cast: "text", nullable: true }],
  ["name", { column: versionField.name.column, cast: "text" }],
  ["note", { column: sql`left(v."note", 200)`, cast: "text" }],
  ["createdAt", { column: versionField.createdAt.column, cast: "timestamptz" }],
  ["publishedAt", { column: versionField.publishedAt.column, cast: "timestamptz", nullable: true }],
]);
