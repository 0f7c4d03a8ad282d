import { z } from "zod";

export const assignedThing = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  workspaceId: z.string(),
});
export type AssignedThing = z.infer<typeof assignedThing>;

export const usedConnection = assignedThing.extend({
  attached: z.boolean().describe("False: only because models of the agent name it"),
  through: z.array(z.strictObject({ id: z.string(), name: z.string() })).describe("Models of the agent that name it"),
});
export type UsedConnection = z.infer<typeof usedConnection>;

export const assignments = z.strictObject({
  mcpServers: z.array(assignedThing),
  skills: z.array(assignedThing),
  tools: z.array(assignedThing),
  semanticDataModels: z.array(assignedThing),
  dataConnections: z.array(usedConnection),
  lifecycleState: z.enum(["draft", "live"]),
  shown: z.enum(["draft", "live"]).describe("Whether the working copy or the live version is listed"),
  mayChange: z.boolean(),
  rev: z.number().int(),
});
export type Assignments = z.infer<typeof assignments>;
