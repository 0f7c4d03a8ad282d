import { z } from "zod";
import { resourceKindNames } from "@/lib/domain/resources/rules";

export const resourceUseParams = z.strictObject({
  kind: z.enum(resourceKindNames),
  id: z.string().min(1).max(60),
});

export const resourceUses = z.strictObject({
  agents: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      live: z.boolean().describe("Whether the live version has it, or only the draft"),
    }),
  ),
  more: z.number().int().describe("Further agents, and such as you may not see"),
  resources: z.array(z.strictObject({ kind: z.enum(resourceKindNames), id: z.string(), name: z.string() })),
});
export type ResourceUses = z.infer<typeof resourceUses>;
