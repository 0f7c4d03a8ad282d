import { z } from "zod";
import { agentParams } from "./share";

export { agentParams };

const switchText = z
  .enum(["true", "false", "1", "0"])
  .transform((text) => text === "true" || text === "1")
  .optional();

export const treeQuery = z.object({
  path: z.string().max(4_096).default("/home/developer").describe("Absolute below /home/developer, or relative to it"),
  show_hidden: switchText.describe("Names that begin with a dot too"),
});
export const pathQuery = z.object({ path: z.string().min(1).max(4_096) });

const node = z.strictObject({
  name: z.string(),
  path: z.string(),
  type: z.enum(["file", "directory"]),
  file_count: z.number().int().optional(),
  size: z.number().int().nullable(),
  modified: z.string().nullable(),
  // A schema of itself has no place in an OpenAPI document; who asks the agent server reads all levels strictly.
  children: z.array(z.record(z.string(), z.unknown())).optional().describe("Of a directory: the same again"),
});

export const fileTree = z.strictObject({
  base_path: z.string(),
  requested_path: z.string(),
  total_files: z.number().int(),
  truncated: z.boolean().describe("More than 10,000 nodes or 20 levels"),
  tree: z.array(node),
});
export type FileTree = z.infer<typeof fileTree>;

export const storedFile = z.strictObject({ message: z.string(), path: z.string(), size: z.number().int() });
export const changedPath = z.strictObject({ message: z.string(), path: z.string() });
