import { z } from "zod";

export const folders = z.strictObject({
  agent_name: z.string(),
  expose_enabled: z.boolean(),
  consume_enabled: z.boolean(),
  exposed_volume: z.string().nullable(),
  exposed_path: z.string().nullable(),
  consumed_folders: z.array(
    z.strictObject({
      source_agent: z.string(),
      mount_path: z.string(),
      access_mode: z.literal("rw"),
      currently_mounted: z.boolean(),
    }),
  ),
  restart_required: z.boolean(),
  status: z.string(),
});

export const setFolders = z.object({
  expose_enabled: z.unknown().optional().describe("true or false"),
  consume_enabled: z.unknown().optional().describe("true or false"),
});

export const foldersUpdated = z.strictObject({
  status: z.literal("updated"),
  agent_name: z.string(),
  expose_enabled: z.boolean(),
  consume_enabled: z.boolean(),
  restart_required: z.boolean(),
  message: z.string(),
});

export const availableFolders = z.strictObject({
  agent_name: z.string(),
  available_folders: z.array(
    z.strictObject({
      source_agent: z.string(),
      volume_name: z.string(),
      mount_path: z.string(),
      source_status: z.string(),
    }),
  ),
  count: z.int(),
});

export const consumers = z.strictObject({
  source_agent: z.string(),
  consumers: z.array(z.strictObject({ agent_name: z.string(), mount_path: z.string(), status: z.string() })),
  count: z.int(),
});
