import { z } from "zod";
import { sql } from "@/lib/db";
import { DomainError } from "@/lib/domain/faults";
import { settleConfiguration } from "@/lib/domain/resources/hidden-configuration";
import type { JsonObject } from "@/lib/domain/resources/hidden-values";
import { assignedBy, type ResourceKind } from "@/lib/domain/resources/resource-kind";

export type ToolFields = { category: string; configuration: JsonObject; inputSchemaId: string | null };
type Shown = { category: string; configuration: Record<string, unknown>; inputSchemaId: string | null };

/** Something that an agent can do, with its settings. */
export const toolKind: ResourceKind<ToolFields, Shown> = {
  name: "tools",
  noun: "tool",
  word: "tool",
  idKind: "tool",
  table: sql`"Tool"`,
  columns: { category: "text", configuration: "jsonb", inputSchemaId: "text" },
  parse: z.object({
    category: z.string(),
    configuration: z.record(z.string(), z.unknown()),
    inputSchemaId: z.string().nullable(),
  }),
  seals: true,
  uses: assignedBy(sql`"AgentTool"`, sql`"toolId"`, "tools"),
  offered: "tool",
  assertReferences: async (tx, _ctx, workspaceId, { inputSchemaId }) => {
    if (!inputSchemaId) return;
    const found = await tx.$queryRaw<unknown[]>`SELECT 1 FROM "JsonSchema"
      WHERE "id" = ${inputSchemaId} AND "workspaceId" = ${workspaceId}::uuid FOR SHARE`;
    if (found.length > 0) return;
    const message = "no such schema in this workspace";
    throw new DomainError("unknown_reference", `inputSchemaId: ${message}`, {
      issues: [{ type: "unknown_reference", loc: ["body", "inputSchemaId"], message }],
    });
  },
  settle: ({ category, configuration, inputSchemaId }, stored) => {
    const rest = {
      category: category ?? stored?.shown.category ?? "",
      inputSchemaId: inputSchemaId === undefined ? (stored?.shown.inputSchemaId ?? null) : inputSchemaId,
    };
    if (configuration === undefined && stored) return { shown: { ...rest, configuration: stored.shown.configuration } };
    const before = stored && { shown: stored.shown.configuration, open: stored.open };
    const { shown, hidden } = settleConfiguration(configuration ?? {}, before);
    return { shown: { ...rest, configuration: shown }, hidden };
  },
};
