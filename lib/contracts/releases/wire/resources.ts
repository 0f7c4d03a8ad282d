import { z } from "zod";
import { flag } from "@/lib/contracts/console/wire/list";
import {
  connectionSettings,
  connectionTags,
  mcpServerFields,
  resourceDescription,
  resourceName,
  wholeModel,
} from "@/lib/contracts/console/wire/resource";
import { time } from "@/lib/contracts/releases/wire/agents";
import { namePrefix, paging } from "@/lib/contracts/releases/wire/page";
import { engines } from "@/lib/domain/data-connections/rules";
import { transports } from "@/lib/domain/resources/rules";

const tenant = z.string().min(1).max(255);
export const resourceParams = z.strictObject({ tenant, id: z.string().min(1).max(60) });
export const attachedParams = z.strictObject({
  tenant,
  agent: z.string().min(1).max(1024),
  id: z.string().min(1).max(60),
});
export const resourceListQuery = z.strictObject({ name: namePrefix, ...paging });
export const resourceDeletion = z.strictObject({ force: flag.describe("Take it off the drafts that use it") });

const times = { created_at: time, updated_at: time };
const texts = z.record(z.string(), z.string());

export const mcpServer = z.strictObject({
  id: z.string(),
  name: z.string(),
  transport: z.enum(transports),
  url: z.string().nullable(),
  headers: texts,
  command: z.string().nullable(),
  args: z.array(z.string()),
  env: texts,
  cwd: z.string().nullable(),
  force_serial_tool_calls: z.boolean(),
  type: z.string().nullable(),
  icon: z.string().nullable(),
  ...times,
});
const { forceSerialToolCalls, organizationType, oauthClientConfig, ...sameNames } = mcpServerFields;
const serverFields = {
  ...sameNames,
  force_serial_tool_calls: forceSerialToolCalls,
  organization_type: organizationType,
  oauth_client_config: oauthClientConfig,
};
export const newMcpServer = z.strictObject({ name: resourceName, ...serverFields });
export const mcpServerChanges = z.strictObject({ name: resourceName.optional(), ...serverFields });

export const semanticDataModel = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  source: z.string(),
  is_mutable: z.boolean(),
  semantic_model: z.record(z.string(), z.unknown()),
  ...times,
});
const ignored = { thread_id: z.unknown().optional(), version_id: z.unknown().optional() };
export const newSemanticDataModel = z.strictObject({ semantic_model: wholeModel, ...ignored });
export const semanticDataModelChanges = z.strictObject({ semantic_model: wholeModel.optional(), ...ignored });

export const dataConnection = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  engine: z.enum(engines),
  configuration: z.record(z.string(), z.unknown()),
  tags: z.array(z.string()),
  ...times,
});
const described = { description: resourceDescription, tags: connectionTags };
export const newDataConnection = z.strictObject({
  name: resourceName,
  engine: z.enum(engines),
  configuration: connectionSettings,
  ...described,
});
export const dataConnectionChanges = newDataConnection.partial();

export const attachMcpServer = z.strictObject({ mcp_server_id: z.string().min(1).max(60) });
export const attachSemanticDataModel = z.strictObject({ semantic_data_model_id: z.string().min(1).max(60) });
export const attachDataConnection = z.strictObject({ data_connection_id: z.string().min(1).max(60) });
