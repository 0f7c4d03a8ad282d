import { z } from "zod";

export const autonomy = z.strictObject({
  agent_name: z.string(),
  autonomy_enabled: z.boolean(),
  total_schedules: z.int(),
  enabled_schedules: z.int(),
  status: z.string().describe("Of the agent; `updated` in the answer to a change"),
  message: z.string().optional(),
});

export const onOff = z.object({ enabled: z.unknown().optional().describe("true or false") });

const config = z.strictObject({
  blocked_patterns: z.array(z.string()),
  allowed_patterns: z.array(z.string()),
});

export const readOnly = z.strictObject({ agent_name: z.string(), enabled: z.boolean(), config });

export const setReadOnly = z.object({
  enabled: z.unknown().optional().describe("true or false"),
  config: z
    .unknown()
    .optional()
    .describe("blocked_patterns and allowed_patterns, lists of texts; what is absent stays"),
});

export const readOnlyUpdated = readOnly.extend({
  status: z.literal("updated"),
  hooks_injected: z.boolean().describe("In force now; otherwise from the next start"),
  message: z.string(),
});

export const timeout = z.strictObject({
  agent_name: z.string(),
  execution_timeout_seconds: z.int(),
  execution_timeout_minutes: z.number(),
  message: z.string().optional(),
});

export const setTimeoutBody = z.object({ execution_timeout_seconds: z.unknown().optional().describe("60 to 7,200") });

const cpu = z.string().nullable();
const memory = z.string().nullable();

export const resources = z.strictObject({ memory, cpu, current_memory: z.string(), current_cpu: z.string() });

export const setResources = z.object({
  memory: z.unknown().optional().describe("1g 2g 4g 8g 16g 32g 64g; null: the default"),
  cpu: z.unknown().optional().describe("1 2 4 8 16; null: the default"),
});

export const resourcesUpdated = z.strictObject({ message: z.string(), memory, cpu, restart_needed: z.boolean() });

export const tags = z.strictObject({ agent_name: z.string(), tags: z.array(z.string()) });
export const setTags = z.object({ tags: z.unknown().optional().describe("A list of texts") });
export const tagParams = z.object({
  agent: z.string().min(1).max(255).describe("Name, number or id"),
  tag: z.string().max(255),
});
export const allTags = z.strictObject({ tags: z.array(z.strictObject({ tag: z.string(), count: z.int() })) });
