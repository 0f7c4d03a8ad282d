import { z } from "zod";
import { person, time } from "./list";

export const threadMessage = z.strictObject({
  id: z.string(),
  author: person,
  kind: z.enum(["comment", "approve", "decline", "submit", "withdraw"]),
  body: z.string(),
  path: z.string().nullable(),
  line: z.number().int().nullable(),
  internal: z.boolean().describe("Only reviewers see it"),
  createdAt: time,
});
export type ThreadMessage = z.infer<typeof threadMessage>;
export const threadList = z.strictObject({ data: z.array(threadMessage) });

export const commentBody = z
  .strictObject({
    body: z.string().trim().min(1).max(10_000),
    path: z.string().min(1).max(240).optional(),
    line: z.number().int().min(1).max(10_000_000).optional(),
    internal: z.boolean().optional(),
  })
  .refine((comment) => comment.line === undefined || comment.path !== undefined, {
    path: ["path"],
    message: "required with line",
  });
