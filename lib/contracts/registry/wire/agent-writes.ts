import { z } from "zod";
import {
  agentNameProblem,
  LONGEST_DESCRIPTION,
  LONGEST_INSTRUCTIONS,
  MOST_ASSIGNED,
  MOST_MODELS,
} from "@/lib/domain/agents/rules";

/** A text of at most so many code points. */
export function limited(longest: number) {
  return z.string().refine((text) => [...text].length <= longest, `must have at most ${longest} characters`);
}

/** A key that may be left out or null, which means the same. */
function absent<S extends z.ZodType, D>(schema: S, usual: D) {
  return schema.nullish().transform((value) => value ?? usual);
}

const anyId = z.string().min(1).max(255);

export const agentName = z
  .string()
  .max(2_000)
  .transform((name) => name.trim())
  .superRefine((name, issues) => {
    const problem = agentNameProblem(name);
    if (problem) issues.addIssue({ code: "custom", message: problem });
  })
  .describe("1 to 255 characters, unique among the workspace's agents that are not deleted");

const instructionsText = z
  .string()
  .refine((text) => new TextEncoder().encode(text).length <= LONGEST_INSTRUCTIONS, "must have at most 1 MiB");
const modelList = z.array(z.string().min(1).max(200)).max(MOST_MODELS);

export const newAgent = z.strictObject({
  workspaceId: z.string().min(1).max(255).describe("Id or slug"),
  name: agentName,
  description: absent(limited(LONGEST_DESCRIPTION), ""),
  instructions: absent(instructionsText, ""),
  models: absent(modelList, []).describe("provider/model, best first"),
  inputSchemaId: absent(anyId, null),
  outputSchemaId: absent(anyId, null),
  toolIds: absent(z.array(anyId).max(MOST_ASSIGNED), []),
});

export const agentChanges = z.strictObject({
  name: agentName.optional(),
  description: limited(LONGEST_DESCRIPTION)
    .nullable()
    .transform((text) => text ?? "")
    .optional()
    .describe("null means empty"),
  runtimeUserId: anyId.nullable().optional().describe("null: the workspace's service user"),
});

export const restoration = z.strictObject({
  name: agentName
    .nullish()
    .transform((name) => name ?? undefined)
    .describe("Another name, where the old one is taken"),
});

const ids = z.array(anyId).max(MOST_ASSIGNED);
export const mcpServerSet = z.strictObject({ mcpServerIds: ids });
export const skillSet = z.strictObject({ skillIds: ids });
export const toolSet = z.strictObject({ toolIds: ids });

export const success = z.strictObject({ success: z.literal(true) });
export const counted = z.strictObject({ count: z.number().int() });

/** Content of a saved version: keys that are absent come from its parent or the draft. */
export const versionContent = {
  instructions: instructionsText.nullish().transform((text) => text ?? undefined),
  models: modelList.nullish().transform((models) => models ?? undefined),
};
