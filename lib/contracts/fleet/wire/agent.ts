import { z } from "zod";
import { runStates, runtimeNames } from "@/lib/domain/fleet/rules";
import { share } from "./share";

export const status = z.enum(runStates);

export const agentStatus = z.strictObject({
  name: z.string(),
  type: z.string(),
  status: status.describe("As observed, at most 10 s ago"),
  port: z.int().describe("SSH port; 0 where there is none"),
  created: z.string().describe("UTC, seconds"),
  runtime: z.string(),
  runtime_model: z.string().nullable(),
  resources: z.strictObject({ cpu: z.string(), memory: z.string() }),
  template: z.string().nullable(),
  container_id: z.string().nullable(),
  base_image_version: z.string().nullable(),
  github_repo: z.string().nullable(),
  owner: z.string().nullable(),
  is_owner: z.boolean(),
  is_shared: z.boolean().describe("The caller has it through a share"),
  is_system: z.boolean(),
  tags: z.array(z.string()),
  avatar_url: z.string().nullable(),
});
export type AgentStatus = z.infer<typeof agentStatus>;

export const agentDetails = agentStatus.extend({
  autonomy_enabled: z.boolean(),
  read_only_enabled: z.boolean(),
  can_share: z.boolean(),
  can_delete: z.boolean(),
  shares: z.array(share).optional().describe("Only with can_share"),
});
export type AgentDetails = z.infer<typeof agentDetails>;

const LONGEST_TAGS = 20_000;

/** A parameter given twice is as good as one list. */
export const listQuery = z.object({
  tags: z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [given].flat().join(","))
    .refine((given) => given.length <= LONGEST_TAGS, { error: "too long" })
    .optional()
    .describe("Separated by commas; an agent matches with any of them"),
});

const text = (longest: number) => z.string().max(longest, { error: `has more than ${longest} characters` });

export const newAgent = z.object({
  name: z.string(),
  type: text(50).nullish(),
  template: text(400).nullish(),
  runtime: z
    .string()
    .nullish()
    .describe(`One of ${runtimeNames.join(", ")}`),
  runtime_model: text(100).nullish(),
  resources: z.object({ cpu: z.unknown().optional(), memory: z.unknown().optional() }).nullish(),
  custom_instructions: text(100_000).nullish(),
  github_repo: text(400).nullish().describe("Org/repo"),
});

export const rename = z.object({ new_name: z.string() });

export const renamed = z.strictObject({
  message: z.string(),
  old_name: z.string(),
  new_name: z.string(),
  was_running: z.boolean(),
  note: z.string().nullable(),
});

export const contextStats = z.strictObject({
  agents: z.array(
    z.strictObject({
      name: z.string(),
      status,
      activityState: z.enum(["active", "idle", "offline"]),
      contextPercent: z.number(),
      contextUsed: z.int(),
      contextMax: z.int(),
      lastActivityTime: z.string().nullable(),
    }),
  ),
});

export const autonomyStatus = z.record(z.string(), z.strictObject({ autonomy_enabled: z.boolean() }));
