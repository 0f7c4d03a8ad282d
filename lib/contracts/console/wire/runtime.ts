import { z } from "zod";

const tool = z.object({
  name: z.string(),
  description: z.string(),
  async: z.boolean(),
  file: z.string().nullable(),
  line: z.number().nullable(),
  parameters: z.record(z.string(), z.unknown()),
});

/** The report of a loaded agent, keys as in contract 1 §7. */
export const loadReport = z.object({
  agent: z.object({ name: z.string(), description: z.string(), instructions: z.string() }),
  tools: z.array(tool),
  mcp_servers: z.array(z.record(z.string(), z.unknown())),
  memory: z.record(z.string(), z.unknown()).nullable(),
  python: z.string(),
  ncp: z.string(),
  extra: z.record(z.string(), z.unknown()),
});

export const agentTools = z.object({
  state: z.enum(["loaded", "loading", "failed", "unloaded"]),
  isolation: z.enum(["container", "bubblewrap", "process"]).nullable(),
  packageId: z.string().nullable(),
  version: z.string().nullable(),
  error: z.string().nullable(),
  report: loadReport.nullable(),
});

export const toolCall = z.strictObject({ arguments: z.record(z.string(), z.unknown()).default({}) });

const toolFault = z.object({
  type: z.string(),
  message: z.string(),
  frames: z.array(z.object({ file: z.string(), line: z.number(), function: z.string(), text: z.string() })),
});

export const toolOutcome = z.object({
  ok: z.boolean(),
  result: z.unknown(),
  truncated: z.boolean(),
  error: toolFault.nullable(),
  milliseconds: z.number(),
  log: z.string(),
});

export type LoadReport = z.output<typeof loadReport>;
export type AgentTools = z.output<typeof agentTools>;
export type ToolOutcome = z.output<typeof toolOutcome>;
/** A line of `GET /api/runtime/{agent}/logs`. */
export type LogLine = { seq: number; at: string; stream: "stdout" | "stderr" | "platform"; text: string };

const measured = z.number().nullable();

export const agentHistory = z.strictObject({
  stepSeconds: z.number().int(),
  points: z.array(
    z.strictObject({
      at: z.string(),
      cpuPercent: measured.describe("100 is one core"),
      memoryUsedBytes: measured,
      networkRxBytes: measured.describe("Since the start of the run"),
      networkTxBytes: measured.describe("Since the start of the run"),
      pids: measured,
      running: measured.describe("1 while it ran"),
    }),
  ),
});
export type AgentHistory = z.infer<typeof agentHistory>;
