import { z } from "zod";

export const pageInfo = z.strictObject({
  total: z.number().int(),
  hasNextPage: z.boolean(),
  hasPreviousPage: z.boolean(),
  startCursor: z.string().nullable(),
  endCursor: z.string().nullable(),
});

const time = z.iso.datetime().describe("UTC, ISO 8601 with milliseconds");
const retentionTier = z.enum(["short", "medium", "long", "none"]);

/** The agent of this document: exactly these fields. */
export const agentResource = z.strictObject({
  id: z.string(),
  workspaceId: z.string().nullable().describe("Null for system agents"),
  name: z.string(),
  description: z.string(),
  system: z.boolean(),
  defaultVersionId: z.string().nullable().describe("The live version; null until one is published"),
  createdBy: z.string().nullable(),
  runtimeUserId: z.string().nullable().describe("Whom unattended runs act as; null: the workspace's service user"),
  deletedAt: time.nullable(),
  retentionTier: retentionTier.nullable().describe("7, 30 or 90 days in the trash, or until purged by hand"),
  createdAt: time,
  updatedAt: time,
});
export type AgentResource = z.infer<typeof agentResource>;

export const agentPage = z.strictObject({ data: z.array(agentResource), pageInfo });

/** A parameter that is given once; an empty value counts as absent. */
export function once<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
}

const TWICE = "must be given once";
const text = (longest: number) =>
  z
    .string(TWICE)
    .refine((value) => !value.includes("\0"), "must not contain U+0000")
    .refine((value) => [...value].length <= longest, `must have at most ${longest} characters`);
const id = text(255);
const LIMIT = "must be an integer from 1 to 100";
const ALL_ROWS = { limit: 100, cursor: 4096 };

export const deletedAgents = once(z.enum(["false", "true", "only"], "must be false, true or only"));

/** Every parameter of the list (4.1); what `filter` and `orderBy` hold is read by the domain, which knows the paths in them. */
export const agentListQuery = z.strictObject({
  limit: once(
    z
      .string(TWICE)
      .regex(/^[1-9]\d{0,2}$/, LIMIT)
      .transform(Number)
      .refine((limit) => limit <= ALL_ROWS.limit, LIMIT),
  ).describe("Page size, 1 to 100 (default 100)"),
  after: once(text(ALL_ROWS.cursor)).describe("Cursor: the page after it"),
  before: once(text(ALL_ROWS.cursor)).describe("Cursor: the page before it"),
  ids: z.string(TWICE).optional().describe("At most 100 ids, commas between; narrows and never widens"),
  filter: once(z.string(TWICE)).describe('Filter as JSON: {"name":{"contains":"invoice"}}; at most 8 KiB'),
  orderBy: once(z.string(TWICE)).describe('Order as JSON: [{"createdAt":"desc"}]; at most 5 keys'),
  workspace_id: once(id).describe("Only this workspace (id or slug); system agents are always included"),
  source: once(z.enum(["workspace", "system", "integration"], "must be workspace, system or integration")).describe(
    "Only agents of workspaces and their integrations, only system agents, or only those that integrations bring",
  ),
  include_deleted: deletedAgents.describe("true: deleted ones too; only: nothing but deleted ones"),
  name: once(text(255)).describe("Case-insensitive substring of the name"),
  system: once(z.enum(["true", "false"], "must be true or false").transform((value) => value === "true")),
  default_version_id: once(id),
  created_by: once(id),
  runtime_user_id: once(id),
  retention_tier: once(z.enum(retentionTier.options, "must be one of short, medium, long, none")),
});

/** An agent in a path: its id, its number, or its name in the caller's workspace. */
export const agentParams = z.strictObject({ agent: z.string().min(1).max(255) });
export const agentQuery = z.strictObject({ include_deleted: deletedAgents });
