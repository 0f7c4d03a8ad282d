import { z } from "zod";
import { MOST_ASSIGNED } from "@/lib/domain/agents/rules";
import { LONGEST_INTEGRATION_NAME, MOST_OFFERED, offeredKinds, visibilities } from "@/lib/domain/integrations/rules";
import { LONGEST_DESCRIPTION } from "@/lib/domain/resources/rules";
import { pageInfo } from "../wire";
import { limited } from "./agent-writes";

const time = z.iso.datetime().describe("UTC, ISO 8601 with milliseconds");
const ids = z.array(z.string());

export const integration = z.strictObject({
  id: z.string(),
  workspaceId: z.string(),
  name: z.string(),
  description: z.string(),
  visibility: z.enum(visibilities),
  agentIds: ids,
  skillIds: ids,
  toolIds: ids,
  createdBy: z.string().nullable(),
  createdAt: time,
  updatedAt: time,
});
export const integrationPage = z.strictObject({ data: z.array(integration), pageInfo });

export const install = z.strictObject({
  id: z.string(),
  integrationId: z.string(),
  workspaceId: z.string(),
  memberCount: z.number().int(),
  upgradable: z.boolean().describe("The integration offers something else by now"),
  installedBy: z.string().nullable(),
  createdAt: time,
  updatedAt: time,
});
export const installPage = z.strictObject({ data: z.array(install), pageInfo });

export const member = z.strictObject({
  id: z.string(),
  installId: z.string(),
  kind: z.enum(offeredKinds),
  targetId: z.string(),
  name: z.string(),
  available: z.boolean().describe("False for agents that are deleted or have no live version"),
  detachedAt: time.nullable(),
  createdAt: time,
});
export const memberPage = z.strictObject({ data: z.array(member), pageInfo });

const name = z
  .string()
  .max(2_000)
  .transform((text) => text.trim())
  .refine((text) => text !== "" && [...text].length <= LONGEST_INTEGRATION_NAME, "must have 1 to 100 characters");
const description = limited(LONGEST_DESCRIPTION)
  .nullish()
  .transform((text) => text ?? undefined);
const visibility = z
  .enum(visibilities)
  .nullish()
  .transform((value) => value ?? undefined);
const offered = z
  .array(z.string().min(1).max(255))
  .max(Math.min(MOST_OFFERED, MOST_ASSIGNED))
  .nullish()
  .transform((list) => list ?? undefined);
const lists = { agentIds: offered, skillIds: offered, toolIds: offered };
const workspaceId = z.string().min(1).max(255).describe("Id or slug");

export const newIntegration = z.strictObject({ workspaceId, name, description, visibility, ...lists });
export const integrationChanges = z.strictObject({ name: name.optional(), description, visibility, ...lists });
export const newInstall = z.strictObject({ integrationId: z.string().min(1).max(255), workspaceId });

export const upgraded = z.strictObject({
  updated: z.number().int(),
  added: z.number().int(),
  removed: z.number().int(),
  skipped: z.number().int(),
});
export const detached = z.strictObject({ detached: z.literal(true) });

const once = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
const LIMIT = "must be an integer from 1 to 100";
const paging = {
  limit: once(
    z
      .string(LIMIT)
      .regex(/^[1-9]\d{0,2}$/, LIMIT)
      .transform(Number)
      .refine((value) => value <= 100, LIMIT),
  ).describe("Page size, 1 to 100 (default 100)"),
  after: once(z.string().max(4_096)).describe("Cursor: the page after it"),
  before: once(z.string().max(4_096)).describe("Cursor: the page before it"),
};
const place = once(z.string().max(255)).describe("Only this workspace (id or slug)");

export const integrationListQuery = z.strictObject({ ...paging, workspace_id: place, name: once(z.string().max(255)) });
export const installListQuery = z.strictObject({
  ...paging,
  workspace_id: place,
  integration_id: once(z.string().max(255)),
});
export const memberListQuery = z.strictObject({ ...paging, kind: once(z.enum(offeredKinds)) });
export const integrationParams = z.strictObject({ id: z.string().min(1).max(255) });
export const integrationDeletion = z.strictObject({
  force: once(z.enum(["true", "false"], "must be true or false").transform((value) => value === "true")).describe(
    "Uninstall it everywhere",
  ),
});
