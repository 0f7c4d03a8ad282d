import { z } from "zod";
import { limited } from "@/lib/contracts/registry/wire/agent-writes";
import { time } from "@/lib/contracts/releases/wire/agents";
import { pageOf } from "@/lib/contracts/releases/wire/page";

const LONGEST_NOTE = 2_000;
const MOST_PAIRS = 200;

/** A body without fields; an empty one counts as `{}`. */
export const noFields = z.strictObject({});

const pairs = z
  .record(z.string().min(1).max(255), z.string().min(1).max(255))
  .refine((map) => Object.keys(map).length <= MOST_PAIRS, `must have at most ${MOST_PAIRS} pairs`)
  .nullish()
  .transform((map) => map ?? undefined);
const note = limited(LONGEST_NOTE)
  .nullish()
  .transform((text) => text ?? undefined);

export const publication = z.strictObject({
  description: note.describe("Release note"),
  connection_mappings: pairs.describe("Test connection to production connection, by id"),
  mcp_server_mappings: pairs.describe("Test MCP server to production MCP server, by id"),
});

const no = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
export const rollback = z.strictObject({
  version_id: z.string().min(1).max(255).describe("agv_… or a label"),
  description: note,
  discard_draft: no.describe("Give up a draft that differs from the live version"),
  drop_missing: no.describe("Go without resources that were deleted since"),
});

export const agentState = z.strictObject({
  state: z.enum(["draft", "live"]),
  live_version_id: z.string().nullable(),
  has_draft: z.boolean(),
});

const versionFields = {
  id: z.string(),
  agent_id: z.string(),
  label: z.string(),
  description: z.string().describe("Release note"),
  is_live: z.boolean(),
  parent_id: z.string().nullable(),
  restored_from_id: z.string().nullable(),
  package_version: z.string().nullable(),
  created_by: z.string().nullable(),
  created_at: time,
  published_at: time.nullable().describe("null: never live"),
};

export const version = z.strictObject(versionFields);
export type Version = z.infer<typeof version>;
export const versionPage = pageOf(version);
export const versionParams = z.strictObject({
  tenant: z.string().min(1).max(255),
  agent: z.string().min(1).max(1024),
  version: z.string().min(1).max(255),
});

const named = z.strictObject({ id: z.string(), name: z.string(), deleted: z.literal(true).optional() });
const list = z.array(named);
const mapping = z.record(z.string(), z.string());

/** One version with its content and what was attached. */
export const versionDetail = z.strictObject({
  ...versionFields,
  content: z.strictObject({
    description: z.string(),
    runbook_text: z.string(),
    models: z.array(z.string()),
    temperature: z.number().nullable(),
    architecture_name: z.string(),
    architecture_version: z.string(),
    input_schema_id: z.string().nullable(),
    output_schema_id: z.string().nullable(),
    persona_id: z.number().int().nullable(),
    custom_persona: z.string().nullable(),
  }),
  attachments: z.strictObject({
    mcp_servers: list,
    semantic_data_models: list,
    data_connections: list,
    skills: list,
    tools: list,
    plugins: list,
    files: z.array(z.strictObject({ path: z.string(), size: z.number().int(), sha256: z.string() })),
  }),
  connection_mappings: mapping,
  mcp_server_mappings: mapping,
});
export type VersionDetail = z.infer<typeof versionDetail>;

const end = z
  .string("must be given once")
  .min(1, "must name a version, draft or live")
  .max(255, "must name a version, draft or live")
  .optional();
export const diffQuery = z.strictObject({
  from: end.describe("draft, live, an agv_… of this agent or a label (default live)"),
  to: end.describe("The same (default draft)"),
});

const reference = z.strictObject({ ref: z.string(), version_id: z.string().nullable(), label: z.string().nullable() });
export const hunk = z.strictObject({
  from_line: z.number().int(),
  from_count: z.number().int(),
  to_line: z.number().int(),
  to_count: z.number().int(),
  lines: z.array(z.string()),
});
const thing = z.strictObject({ id: z.string(), name: z.string() });
const kindChanges = z.strictObject({
  added: z.array(thing),
  removed: z.array(thing),
  changed: z.array(thing.extend({ hunks: z.array(hunk).optional() })),
  mapped: z.array(z.strictObject({ from: thing, to: thing })),
});

/** What differs between two versions, or draft and live (section 6). */
export const versionDiff = z.strictObject({
  from: reference,
  to: reference,
  identical: z.boolean(),
  fields: z.array(
    z.strictObject({
      field: z.string(),
      change: z.enum(["added", "removed", "changed"]),
      before: z.unknown(),
      after: z.unknown(),
      hunks: z.array(hunk).optional(),
    }),
  ),
  attachments: z.strictObject({
    mcp_servers: kindChanges,
    semantic_data_models: kindChanges,
    data_connections: kindChanges,
    skills: kindChanges,
    tools: kindChanges,
    plugins: kindChanges,
    files: kindChanges,
  }),
});
export type VersionDiff = z.infer<typeof versionDiff>;
