import { z } from "zod";
import { sql } from "@/lib/db";
import type { JsonObject } from "@/lib/domain/resources/hidden-values";
import { assertJsonSchema } from "@/lib/domain/resources/json-schema";
import type { ResourceKind } from "@/lib/domain/resources/resource-kind";

export type SchemaFields = { schema: JsonObject };

/** A JSON Schema that describes what a tool or an agent takes and gives. */
export const schemaKind: ResourceKind<SchemaFields, { schema: Record<string, unknown> }> = {
  name: "schemas",
  noun: "schema",
  word: "schema",
  idKind: "jsonSchema",
  table: sql`"JsonSchema"`,
  columns: { schema: "jsonb" },
  parse: z.object({ schema: z.record(z.string(), z.unknown()) }),
  seals: false,
  uses: {
    drafts: sql`SELECT d."id" AS "agentId" FROM "Agent" d WHERE d."inputSchemaId" = r."id"
      UNION SELECT d."id" FROM "Agent" d WHERE d."outputSchemaId" = r."id"`,
    published: sql`(v."content"->>'inputSchemaId' = r."id" OR v."content"->>'outputSchemaId' = r."id")`,
    // The database takes it off by itself, because the keys of agents say ON DELETE SET NULL.
    detach: async () => undefined,
  },
  offered: null,
  referrers: async (db, id) => {
    const tools = await db.tool.findMany({ where: { inputSchemaId: id }, select: { id: true, name: true }, take: 20 });
    return tools.map((tool) => ({ kind: "tools", ...tool }));
  },
  settle: ({ schema }, stored) => {
    if (schema) assertJsonSchema(schema);
    return { shown: { schema: schema ?? stored?.shown.schema ?? {} } };
  },
};
