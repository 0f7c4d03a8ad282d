import { z } from "zod";

const described = z.union([z.string(), z.record(z.string(), z.unknown())]);
const list = z.array(described).optional();
const text = z.string().nullable().optional();

export const info = z.strictObject({
  has_template: z.boolean(),
  agent_name: z.string(),
  status: z.enum(["running", "stopped", "exited"]),
  message: z.string().optional(),
  template_path: z.string().optional(),
  template_name: text,
  name: z.string().optional(),
  display_name: z.string().optional(),
  tagline: text,
  description: z.string().optional(),
  version: text,
  author: text,
  updated: text,
  type: text,
  resources: z.strictObject({ cpu: z.string().optional(), memory: z.string().optional() }).optional(),
  use_cases: list,
  capabilities: list,
  sub_agents: list,
  commands: list,
  platforms: list,
  tools: list,
  skills: list,
  mcp_servers: list,
  metrics: list,
});
export type Info = z.input<typeof info>;
