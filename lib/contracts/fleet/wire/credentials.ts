import { z } from "zod";
import { credentialBundle } from "@/lib/domain/credentials/seal-bundle";

const fileState = z.strictObject({ exists: z.boolean(), size: z.number().int(), modified: z.string().nullable() });

export const credentialStatus = z.strictObject({
  agent_name: z.string(),
  status: z.string().describe("`running`, or `agent_not_running`"),
  message: z.string().optional(),
  credential_count: z.number().int().describe("Variables set in `.env`"),
  files: z.record(z.string(), fileState),
  needed: z
    .array(z.strictObject({ name: z.string(), set: z.boolean(), servers: z.array(z.string()) }))
    .optional()
    .describe(
      "Beyond the source: variables that the agent's `template.yaml` asks for, and the MCP servers that need each",
    ),
});
export type CredentialStatus = z.infer<typeof credentialStatus>;

const texts = z.record(z.string(), z.string());
export const injection = z.object({
  files: texts.optional().describe("Text by path"),
  files_b64: texts.optional().describe("Base64 by path"),
});
export const injected = z.strictObject({
  status: z.literal("success"),
  files_written: z.array(z.string()),
  message: z.string(),
});

export const exported = z.strictObject({
  status: z.literal("success"),
  encrypted_file: z.string(),
  files_exported: z.number().int(),
  bundle: z.strictObject(credentialBundle.shape),
});

export const importRequest = z.object({ bundle: z.unknown().optional() });
export const imported = z.strictObject({
  status: z.literal("success"),
  files_imported: z.array(z.string()),
  message: z.string(),
});
