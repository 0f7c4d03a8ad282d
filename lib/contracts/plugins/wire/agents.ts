import { z } from "zod";
import { whole } from "@/lib/contracts/plugins/wire/market";
import { agentName, limited } from "@/lib/contracts/registry/wire/agent-writes";
import { profileStatuses, wishedStatuses } from "@/lib/domain/agent-profiles/rules";
import { LONGEST_DESCRIPTION } from "@/lib/domain/agents/rules";
import { HIGHEST_TEMPERATURE, LONGEST_PERSONA_PROMPT } from "@/lib/domain/personas/rules";

const LONGEST_TYPE = 64;
const LONGEST_MODEL_CONFIG = 8 * 1024;
const DEEPEST_MODEL_CONFIG = 5;

const oneOf = (words: readonly string[]) => `must be one of ${words.join(", ")}`;

export const listQuery = z.strictObject({
  status: z.enum(profileStatuses, oneOf(profileStatuses)).optional(),
  type: limited(LONGEST_TYPE).optional().describe("Exact"),
  per_page: whole(1, 1_000).optional().describe("Absent: all of them"),
  page: whole(1, 1_000_000).optional(),
});
export const viewQuery = z.strictObject({ version: z.enum(["draft", "live"]).optional() });

const depthOf = (value: unknown): number =>
  typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
const sizeOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;

const modelConfig = z
  .object({
    model_id: limited(200).min(1).optional(),
    temperature: z.number().min(0).max(HIGHEST_TEMPERATURE).optional(),
    max_tokens: z.number().int().min(1).max(10_000_000).optional(),
  })
  .catchall(z.unknown())
  .refine((config) => depthOf(config) <= DEEPEST_MODEL_CONFIG, `must be at most ${DEEPEST_MODEL_CONFIG} levels deep`)
  .refine((config) => sizeOf(config) <= LONGEST_MODEL_CONFIG, "must have at most 8 KiB")
  .describe("Further keys are kept and returned as sent");
export type ModelConfig = z.output<typeof modelConfig>;

const fields = {
  description: limited(LONGEST_DESCRIPTION).nullable().optional(),
  model_config: modelConfig.nullable().optional(),
  persona_id: z.number().int().nullable().optional(),
  use_custom_persona: z.boolean().optional(),
  custom_persona_prompt: limited(LONGEST_PERSONA_PROMPT).nullable().optional(),
};
const agentType = limited(LONGEST_TYPE).min(1).describe("1 to 64 characters");

export const newAgent = z.strictObject({ name: agentName, type: agentType, ...fields });
export const agentChanges = z.strictObject({
  name: agentName.optional(),
  type: agentType.optional(),
  ...fields,
  status: z
    .enum(wishedStatuses, oneOf(wishedStatuses))
    .optional()
    .describe("active, idle and failed follow each other"),
});

const status = z.enum(profileStatuses);
export const agentItem = z.strictObject({
  id: z.number().int(),
  name: z.string(),
  type: z.string(),
  status,
  description: z.string().nullable(),
  workspace_id: z.string(),
  created_at: z.string(),
  model_config: z.record(z.string(), z.unknown()).nullable(),
  persona_id: z.number().int().nullable(),
  use_custom_persona: z.boolean(),
});
export type AgentItem = z.infer<typeof agentItem>;
export const agentList = z.strictObject({ items: z.array(agentItem), total: z.number().int() });

export const agentDetails = agentItem.extend({
  updated_at: z.string(),
  skills: z.array(z.strictObject({ id: z.string(), name: z.string(), description: z.string() })),
  patterns: z
    .array(z.strictObject({ name: z.string(), type: z.enum(["blocked", "allowed"]) }))
    .describe("While the agent is read-only"),
  custom_persona_prompt: z.string().nullable().optional().describe("Only while it is used"),
});
export type AgentDetailsResource = z.infer<typeof agentDetails>;

export const confirmation = z.strictObject({
  success: z.literal(true),
  message: z.string(),
  agent_id: z.number().int(),
});
export const switched = confirmation.extend({ status });

const tail = whole(1, 10_000).optional();
export const logQuery = z
  .strictObject({
    tail: tail.describe("Lines (default 100)"),
    lines: tail.describe("The same as `tail`"),
  })
  .refine(({ tail: one, lines: other = one }) => (one ?? other) === other, {
    path: ["lines"],
    message: "says something else than tail",
  });
export const logs = z.strictObject({
  agent_id: z.number().int(),
  logs: z.string().describe("Oldest first"),
  lines: z.number().int(),
  truncated: z.boolean(),
});
export const stats = z.strictObject({
  agent_id: z.number().int(),
  status: z.literal("active"),
  cpu_percent: z.number().describe("100 is one core"),
  memory_used_bytes: z.number().int(),
  memory_limit_bytes: z.number().int(),
  memory_percent: z.number(),
  network_rx_bytes: z.number().int(),
  network_tx_bytes: z.number().int(),
  uptime_seconds: z.number().int(),
});
