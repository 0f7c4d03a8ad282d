import { z } from "zod";
import {
  databaseChecks,
  engines,
  LARGEST_CONNECTION,
  LONGEST_CONNECTION_TAG,
  MOST_CONNECTION_TAGS,
  settingProblems,
} from "@/lib/domain/data-connections/rules";
import {
  byteLength,
  jsonSize,
  LARGEST_CONFIGURATION,
  LARGEST_OAUTH,
  LONGEST_ADDRESS,
  LONGEST_CATEGORY,
  LONGEST_COMMAND,
  LONGEST_DESCRIPTION,
  LONGEST_RESOURCE_NAME,
  LONGEST_SKILL,
  LONGEST_TAG,
  LONGEST_TYPE,
  MOST_ARGUMENTS,
  MOST_HEADERS,
  MOST_TAGS,
  MOST_VARIABLES,
  transports,
} from "@/lib/domain/resources/rules";
import { modelProblems } from "@/lib/domain/semantic-models/rules";
import { flag, optionalParameter, orderParameter, pageOf, pageParameters, searchText, time } from "./list";
import { line } from "./sign-in";

const base = {
  id: z.string(),
  workspaceId: z.string().describe("The workspace that owns it, also where an integration brings it to another"),
  name: z.string(),
  description: z.string(),
  usedBy: z.number().int().describe("Agents that have it, in their draft or live"),
  createdBy: z.string().nullable(),
  createdAt: time,
  updatedAt: time,
  rev: z.number().int(),
};

const MOST_PROBLEMS = 50;
const description = z.string().max(LONGEST_DESCRIPTION).nullable().optional();
const named = { name: line(LONGEST_RESOURCE_NAME), description };
const renamed = { name: named.name.optional(), description };

type Json = z.core.util.JSONType;
/** Bodies are parsed from JSON, so every value in them is one. */
const object = z.record(z.string(), z.custom<Json>());
const texts = z.record(z.string(), z.string());
const atMost = (bytes: number) => ({
  error: `may have at most ${bytes / 1024} KiB`,
});
const limited = (bytes: number) =>
  object.refine((value: Record<string, Json>) => jsonSize(value) <= bytes, atMost(bytes));

const skillText = z
  .string()
  .min(1, "must not be empty")
  .refine((text) => byteLength(text) <= LONGEST_SKILL, atMost(LONGEST_SKILL));
const tag = z
  .string()
  .min(1, "must not be empty")
  .max(LONGEST_TAG)
  .regex(/^[a-z0-9-]+$/, "may hold a to z, 0 to 9 and -");
const skillFields = { tags: z.array(tag).max(MOST_TAGS).optional() };

export const skill = z.strictObject({ ...base, text: z.string(), tags: z.array(z.string()) });
export type Skill = z.infer<typeof skill>;
export const newSkill = z.strictObject({ ...named, text: skillText, ...skillFields });
export const skillChanges = z.strictObject({ ...renamed, text: skillText.optional(), ...skillFields });

const toolFields = {
  category: z.string().max(LONGEST_CATEGORY).optional(),
  configuration: limited(LARGEST_CONFIGURATION).optional().describe("Hidden values come as ********"),
  inputSchemaId: z.string().max(40).nullable().optional(),
};
export const tool = z.strictObject({
  ...base,
  category: z.string(),
  configuration: z.record(z.string(), z.unknown()),
  inputSchemaId: z.string().nullable(),
});
export type Tool = z.infer<typeof tool>;
export const newTool = z.strictObject({ ...named, ...toolFields });
export const toolChanges = z.strictObject({ ...renamed, ...toolFields });

export const schema = z.strictObject({ ...base, schema: z.record(z.string(), z.unknown()) });
export type Schema = z.infer<typeof schema>;
export const newSchema = z.strictObject({ ...named, schema: object });
export const schemaChanges = z.strictObject({ ...renamed, schema: object.optional() });

/** Says every problem of a model at its place, before anything else is looked at. */
const semanticModel = object.check((checked) => {
  for (const { path, message } of modelProblems(checked.value).slice(0, MOST_PROBLEMS)) {
    checked.issues.push({ code: "custom", message, path, input: checked.value });
  }
});
/** Parts that contract `releases` names in its own way. */
export const wholeModel = semanticModel;
export const resourceName = line(LONGEST_RESOURCE_NAME);
export const resourceDescription = description;
const modelFields = { semanticModel };
/** Name and description come from the model. */
export const semanticDataModel = z.strictObject({
  ...base,
  source: z.string(),
  isMutable: z.boolean().describe("Whether you may change it"),
  semanticModel: z.record(z.string(), z.unknown()),
});
export type SemanticDataModel = z.infer<typeof semanticDataModel>;
export const newSemanticDataModel = z.strictObject(modelFields);
export const semanticDataModelChanges = z.strictObject({ semanticModel: semanticModel.optional() });

const connectionTag = z
  .string()
  .min(1, "must not be empty")
  .max(LONGEST_CONNECTION_TAG)
  .regex(/^\P{Cc}+$/u, "must be one line of text");
const settings = limited(LARGEST_CONNECTION).check((checked) => {
  for (const { setting, message } of settingProblems(checked.value)) {
    checked.issues.push({ code: "custom", message, path: [setting], input: checked.value });
  }
});
const configuration = settings.describe("Hidden values come as ********");
export const connectionSettings = settings;
export const connectionTags = z.array(connectionTag).max(MOST_CONNECTION_TAGS).optional();
export const dataConnection = z.strictObject({
  ...base,
  engine: z.enum(engines),
  configuration: z.record(z.string(), z.unknown()),
  tags: z.array(z.string()),
});
export type DataConnection = z.infer<typeof dataConnection>;
export const newDataConnection = z.strictObject({
  ...named,
  engine: z.enum(engines),
  configuration,
  tags: connectionTags,
});
export const dataConnectionChanges = z
  .strictObject({
    ...renamed,
    engine: z.enum(engines).optional(),
    configuration: settings.optional().describe("Laid over the stored one key by key; null takes a key away"),
    tags: connectionTags,
  })
  .transform(({ configuration, ...rest }) => ({ ...rest, configurationChanges: configuration }));

export const connectionTest = z.strictObject({
  ok: z.boolean(),
  milliseconds: z.number().int(),
  message: z.string().describe("What happened, for people"),
  checks: z
    .array(z.strictObject({ name: z.enum(databaseChecks), ok: z.boolean(), message: z.string() }))
    .describe("What was looked at, up to the first that failed"),
});
export type ConnectionTest = z.infer<typeof connectionTest>;

const mostKeys = (most: number) => ({
  check: (value: Record<string, string>) => Object.keys(value).length <= most,
  error: `at most ${most}`,
});
const headers = mostKeys(MOST_HEADERS);
const variables = mostKeys(MOST_VARIABLES);
export const mcpServerFields = {
  transport: z.enum(transports).optional(),
  url: z.string().max(LONGEST_ADDRESS).nullable().optional(),
  headers: texts.refine(headers.check, headers.error).optional().describe("Hidden values come as ********"),
  command: z.string().min(1, "must not be empty").max(LONGEST_COMMAND).nullable().optional(),
  args: z.array(z.string().max(LONGEST_COMMAND)).max(MOST_ARGUMENTS).optional(),
  env: z
    .record(
      z
        .string()
        .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "is no name of a variable")
        .max(255),
      z.string().max(32_768),
    )
    .refine(variables.check, variables.error)
    .optional()
    .describe("Hidden values come as ********"),
  cwd: z.string().max(LONGEST_COMMAND).nullable().optional(),
  forceSerialToolCalls: z.boolean().optional(),
  type: z.string().max(LONGEST_TYPE).nullable().optional(),
  icon: z.string().max(LONGEST_ADDRESS).nullable().optional(),
  organizationType: z.string().max(LONGEST_TYPE).nullable().optional().describe("Write-only"),
  oauthClientConfig: limited(LARGEST_OAUTH).nullable().optional().describe("Write-only"),
};
export const mcpServer = z.strictObject({
  ...base,
  transport: z.enum(transports),
  url: z.string().nullable(),
  headers: texts,
  command: z.string().nullable(),
  args: z.array(z.string()),
  env: texts,
  cwd: z.string().nullable(),
  forceSerialToolCalls: z.boolean(),
  type: z.string().nullable(),
  icon: z.string().nullable(),
});
export type McpServer = z.infer<typeof mcpServer>;
export const newMcpServer = z.strictObject({ ...named, ...mcpServerFields });
export const mcpServerChanges = z.strictObject({ ...renamed, ...mcpServerFields });

export const mcpTest = z.strictObject({
  ok: z.boolean(),
  milliseconds: z.number().int(),
  message: z.string().describe("What happened, for people"),
  tools: z.array(z.strictObject({ name: z.string(), description: z.string() })).nullable(),
});
export type McpTest = z.infer<typeof mcpTest>;

export const skillPage = pageOf(skill);
export const toolPage = pageOf(tool);
export const schemaPage = pageOf(schema);
export const mcpServerPage = pageOf(mcpServer);
export const semanticDataModelPage = pageOf(semanticDataModel);
export const dataConnectionPage = pageOf(dataConnection);

const listed = { ...pageParameters, orderBy: orderParameter, q: searchText };
export const resourceListQuery = z.strictObject(listed);
export const skillListQuery = z.strictObject({ ...listed, tag: optionalParameter(z.string().max(LONGEST_TAG)) });
export const mcpServerListQuery = z.strictObject({ ...listed, transport: optionalParameter(z.enum(transports)) });
export const dataConnectionListQuery = z.strictObject({
  ...listed,
  tag: optionalParameter(z.string().max(LONGEST_CONNECTION_TAG)),
  engine: optionalParameter(z.enum(engines)),
});
export const resourceParams = z.strictObject({ id: z.string().min(1).max(60) });
export const resourceDeletion = z.strictObject({ force: flag.describe("Take it off the drafts that use it") });
