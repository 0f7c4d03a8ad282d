import { z } from "zod";
import { agentName } from "@/lib/contracts/registry/wire/agent-writes";
import { publicAgent } from "@/lib/contracts/releases/wire/agents";
import { omissionCodes } from "@/lib/packages/agent-zip/bundle";

const which = z
  .string("must be given once")
  .min(1, "must name a version, draft or live")
  .max(255, "must name a version, draft or live")
  .optional()
  .describe("draft, live, an agv_… of this agent or a label (default: what GET shows you)");
export const exportQuery = z.strictObject({ version: which });

/** The texts beside the zip of an import. */
export const importName = z.strictObject({ name: agentName.optional() });
export const importQuery = z.strictObject({
  dry_run: z
    .enum(["true", "false"], "must be true or false")
    .optional()
    .describe("true: answer 200 with what the import would make, and store nothing"),
});

/** Something that did not arrive; `path` leads to it: file, `#`, key (9.4). */
export const omission = z.strictObject({ code: z.enum(omissionCodes), path: z.string(), message: z.string() });
export type Omission = z.infer<typeof omission>;

/** The new draft, and what of the package is not in it. */
export const importedAgent = publicAgent.extend({ omissions: z.array(omission) });
export type ImportedAgent = z.infer<typeof importedAgent>;

/** `create`: it will be made; `match`: the tenant has it and it will be attached. */
const arrival = z.strictObject({ name: z.string(), action: z.enum(["create", "match"]) });
const arrivals = z.array(arrival);

/** What an import would make; nothing of it is stored. */
export const importPreview = z.strictObject({
  agent: z.strictObject({
    name: z.string().describe("The name that the agent will have"),
    package_name: z.string().describe("The name in the package"),
    description: z.string(),
    architecture_name: z.string(),
    models: z.array(z.string()),
    temperature: z.number().nullable(),
    runbook_characters: z.number().int(),
  }),
  mcp_servers: arrivals,
  semantic_data_models: arrivals,
  data_connections: arrivals,
  skills: arrivals,
  tools: arrivals,
  plugins: arrivals,
  files: z.strictObject({ count: z.number().int(), bytes: z.number().int() }),
  omissions: z.array(omission),
});
export type ImportPreview = z.infer<typeof importPreview>;

/** 201 the agent; 200, at a dry run, what it would be. */
export const importAnswer = z.union([importedAgent, importPreview]);

/** What the zip of an export holds and what it does not. */
export const exportContents = z.strictObject({
  version: z.string().describe("Label of the version, or draft"),
  file_name: z.string(),
  files: z.array(z.strictObject({ path: z.string(), bytes: z.number().int() })),
  left_out: z.array(z.strictObject({ path: z.string(), message: z.string() })),
  redactions: z
    .array(z.strictObject({ path: z.string(), placeholder: z.string().nullable(), message: z.string() }))
    .describe("Values of agent-spec.yaml that stay here; placeholder: what stands in their place"),
});
export type ExportContents = z.infer<typeof exportContents>;
