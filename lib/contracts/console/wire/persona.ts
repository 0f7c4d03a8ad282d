import { z } from "zod";

export const personaParams = z.strictObject({
  persona: z.string().regex(/^\d+$/, "must be a persona's number").transform(Number),
});

export const personaUses = z.strictObject({
  mayChange: z.boolean().describe("Whether you may change and delete it"),
  agents: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      live: z.boolean().describe("Whether the live version speaks as it, or only the draft"),
    }),
  ),
  more: z.number().int().describe("Further agents that you may see"),
});
export type PersonaUses = z.infer<typeof personaUses>;
