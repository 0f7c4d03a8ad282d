import { z } from "zod";
import { agentListQuery, pageInfo } from "@/lib/contracts/registry/wire";
import { limited, versionContent } from "@/lib/contracts/registry/wire/agent-writes";

const time = z.iso.datetime();
const anyId = z.string().min(1).max(255);
const NOTE = 2_000;

export const versionResource = z.strictObject({
  id: z.string(),
  agentId: z.string(),
  name: z.string(),
  parentId: z.string().nullable(),
  instructions: z.string(),
  models: z.array(z.string()),
  inputSchemaId: z.string().nullable(),
  outputSchemaId: z.string().nullable(),
  note: z.string(),
  createdBy: z.string().nullable(),
  createdAt: time,
  publishedAt: time.nullable().describe("null: never live"),
});

export const versionPage = z.strictObject({ data: z.array(versionResource), pageInfo });

const { limit, after, before, ids, filter, orderBy, name, created_by: agent_id } = agentListQuery.shape;
export const versionListQuery = z.strictObject({
  agent_id: agent_id.describe("Whose versions; only instance admins may leave it out"),
  limit,
  after,
  before,
  ids,
  filter,
  orderBy,
  name: name.describe("Case-insensitive substring of the name"),
});

export const versionParams = z.strictObject({ id: z.string().min(1).max(255) });

const note = limited(NOTE);

export const newVersion = z.strictObject({
  agentId: anyId,
  name: limited(100)
    .refine((text) => text.trim() !== "", "must have 1 to 100 characters")
    .transform((text) => text.trim())
    .nullish()
    .transform((text) => text ?? undefined)
    .describe("v and the next number when absent"),
  parentId: anyId
    .nullish()
    .transform((id) => id ?? undefined)
    .describe("The version that absent keys come from; else the draft"),
  ...versionContent,
  inputSchemaId: anyId.nullish().transform((id) => id ?? undefined),
  outputSchemaId: anyId.nullish().transform((id) => id ?? undefined),
  note: note.nullish().transform((text) => text ?? ""),
});

const no = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
export const publication = z.strictObject({
  note: note.nullish().transform((text) => text ?? undefined),
  discardDraft: no.describe("Give up a draft that differs from what is live"),
  dropMissing: no.describe("Publish without the resources that are gone"),
});
