import { z } from "zod";

const jsonSchema = z.record(z.string(), z.unknown());

/** What a loader says about its agent, as contract 1 §7 describes it. */
export const loadReport = z.object({
  agent: z.object({ name: z.string(), description: z.string(), instructions: z.string() }),
  tools: z
    .array(
      z.object({
        name: z.string().regex(/^[A-Za-z0-9_]{1,64}$/),
        description: z.string(),
        async: z.boolean(),
        file: z.string().nullable(),
        line: z.number().int().nullable(),
        parameters: jsonSchema,
      }),
    )
    .max(128),
  mcp_servers: z.array(z.record(z.string(), z.unknown())),
  memory: z.record(z.string(), z.unknown()).nullable(),
  python: z.string(),
  ncp: z.string(),
  extra: z.record(z.string(), z.unknown()),
});

/** An exception of the agent's code; frames lie in the package, the outermost first. */
export const agentFault = z.object({
  type: z.string(),
  message: z.string(),
  frames: z.array(z.object({ file: z.string(), line: z.number(), function: z.string(), text: z.string() })),
});

/** Everything that a loader may send. */
export const loaderMessage = z.union([
  z.object({ report: loadReport }),
  z.object({ failed: agentFault }),
  z.object({ id: z.number().int(), error: agentFault, log: z.string() }),
  z.object({ id: z.number().int(), result: z.unknown(), truncated: z.boolean(), log: z.string() }),
]);

export type LoadReport = z.output<typeof loadReport>;
export type AgentFault = z.output<typeof agentFault>;
export type LoaderMessage = z.output<typeof loaderMessage>;

const MOST_LINES = 10;

/** A fault in one to ten lines: type and message, then the innermost frames of the package. */
export function describeFault(fault: AgentFault): string {
  const head = `${fault.type}: ${fault.message}`
    .trim()
    .split("\n")
    .slice(0, MOST_LINES - 4);
  const frames = fault.frames
    .slice(-4)
    .map((f) => `  ${f.file}, line ${f.line}, in ${f.function}: ${f.text}`.trimEnd());
  return [...head, ...frames].join("\n");
}
