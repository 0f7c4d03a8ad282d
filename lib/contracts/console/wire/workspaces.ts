import { z } from "zod";
import { roles } from "@/lib/domain/context";
import {
  LONGEST_WORKSPACE_NAME,
  MOST_QUOTA,
  retentionTiers,
  slugShape,
  submitters,
} from "@/lib/domain/workspaces/rules";
import { flag, pageOf, pageParameters, searchText, time } from "./list";
import { line } from "./sign-in";

const amount = z.number().describe("What living agents are allowed to use together");
const quota = z.number().int().nullable().describe("null: unlimited");

export const workspace = z.strictObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  role: z.enum(roles).nullable().describe("Your own; null for instance admins who are no members"),
  retentionTier: z.enum(retentionTiers),
  defaultServiceUserId: z.string().nullable(),
  memberCount: z.number().int(),
  agentCount: z.number().int(),
  settings: z.strictObject({
    lifecycle: z.boolean(),
    whoMaySubmit: z.enum(submitters),
    quotas: z.strictObject({ agents: quota, cpu: quota, memoryGb: quota }),
  }),
  usage: z.strictObject({ agents: z.number().int(), cpu: amount, memoryGb: amount }),
  createdAt: time,
  rev: z.number().int(),
});
export type Workspace = z.infer<typeof workspace>;
export const workspacePage = pageOf(workspace);
export const workspaceListQuery = z.object({ ...pageParameters, q: searchText, all: flag });
export const oneWorkspaceParams = z.object({ workspace: z.string().max(63) });

const workspaceName = line(LONGEST_WORKSPACE_NAME);
const slug = z.string().regex(slugShape, "must be 2 to 63 small letters, digits and hyphens");
const newQuota = z
  .number("must be a whole number")
  .int("must be a whole number")
  .min(0, "must not be negative")
  .max(MOST_QUOTA)
  .nullable()
  .optional();

export const newWorkspace = z.strictObject({ name: workspaceName, slug: slug.optional() });
export const workspaceChanges = z.strictObject({
  name: workspaceName.optional(),
  slug: slug.optional(),
  retentionTier: z.enum(retentionTiers).optional(),
  defaultServiceUserId: z.string().max(40).nullable().optional(),
  settings: z
    .strictObject({
      lifecycle: z.boolean().optional(),
      whoMaySubmit: z.enum(submitters).optional(),
      quotas: z.strictObject({ agents: newQuota, cpu: newQuota, memoryGb: newQuota }).optional(),
    })
    .optional(),
});
export type WorkspaceChanges = z.infer<typeof workspaceChanges>;
