import { z } from "zod";
import { flag, uuid } from "@/lib/contracts/plugins/wire/market";
import { blockKinds } from "@/lib/domain/assembled-context/rules";

/** Most plugins of an agent that a request may name, repeats counted. */
const MOST_PLUGINS = 100;

/** An agent in a path: its number, id or name. No number is too long to be that of no agent. */
export const agentParams = z.strictObject({ agent_id: z.string().min(1) });

const version = z.enum(["draft", "live"]).optional();
export const contentQuery = z.strictObject({ version });

const pluginIds = z.array(uuid).max(MOST_PLUGINS);
export const pluginList = z.strictObject({ plugin_ids: pluginIds });

const count = z.number().int();
export const agentPlugins = z.strictObject({
  items: z.array(
    z.strictObject({
      plugin_id: z.string(),
      slug: z.string(),
      name: z.string(),
      version: z.string(),
      description: z.string(),
      skills_count: count,
      commands_count: count,
      token_estimate: count,
      priority: count,
      assigned_at: z.string(),
    }),
  ),
  total: count,
});
export type AgentPluginItem = z.infer<typeof agentPlugins>["items"][number];
export const pluginsReplaced = z.strictObject({
  success: z.literal(true),
  message: z.string(),
  agent_id: count,
  plugin_ids: z.array(z.string()),
});

export const contextQuery = z.strictObject({
  version,
  blocks: flag,
  plugin_ids: z
    .string()
    .transform((text) => (text === "" ? [] : text.split(",")))
    .pipe(pluginIds)
    .optional()
    .describe("Ids between commas: the context as it would be with these plugins"),
});

const text = z.string().nullable();
const persona = z.union([
  z.strictObject({
    name: z.string(),
    slug: z.string(),
    source: z.enum(["global", "workspace"]),
    category: text,
    voice_description: text,
  }),
  z.strictObject({ name: z.literal("Custom Persona"), source: z.literal("custom") }),
  z.strictObject({ name: z.null(), source: z.null() }),
]);

export const assembledContext = z.strictObject({
  agent_id: count,
  model: z.string(),
  temperature: z.number(),
  system_prompt: z.string(),
  persona,
  plugins_loaded: z.array(z.string()),
  tools: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      description: z.string(),
      provider: z.string(),
      category: text,
      configuration: z.record(z.string(), z.unknown()),
    }),
  ),
  token_estimate: count,
  blocks: z
    .array(
      z.strictObject({
        kind: z.enum(blockKinds),
        source: z.string(),
        start: count,
        end: count,
        token_estimate: count,
      }),
    )
    .optional(),
  skipped: z.array(z.strictObject({ slug: z.string(), reason: z.enum(["disabled", "deactivated"]) })).optional(),
  newer: z
    .array(
      z.strictObject({
        slug: z.string(),
        name: z.string(),
        version: z.string(),
        previous_version: z.string(),
        approved_at: z.string(),
      }),
    )
    .optional()
    .describe("Plugins whose version was approved after they were added, or after the live version was published"),
});
export type ContextResource = z.infer<typeof assembledContext>;
