import { z } from "zod";
import { LONGEST_KEY_NAME, MOST_KEY_DAYS, USUAL_KEY_DAYS } from "@/lib/domain/api-keys/rules";
import { contractNames, scopes } from "@/lib/domain/context";
import { pageOf, time } from "./list";
import { line } from "./sign-in";

export { contractNames, scopes };

const fields = {
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.enum(scopes)),
  workspaceId: z.string(),
  contract: z.enum(contractNames),
  createdBy: z.string(),
  createdAt: time,
  expiresAt: time,
  lastUsedAt: time.nullable(),
  lastUsedAddress: z.string().nullable(),
  revokedAt: time.nullable(),
};

export const apiKey = z.strictObject(fields);
export type ApiKey = z.infer<typeof apiKey>;
export const apiKeyPage = pageOf(apiKey);
export const shownApiKey = z.strictObject({ ...fields, key: z.string().describe("Shown here and never again") });

export const newApiKey = z.strictObject({
  name: line(LONGEST_KEY_NAME),
  scopes: z.array(z.enum(scopes)).min(1, "choose at least one").max(scopes.length),
  workspaceId: z.uuid().optional().describe("The request's workspace when absent"),
  contract: z.enum(contractNames).default("registry"),
  expiresInDays: z.number().int().min(1).max(MOST_KEY_DAYS).default(USUAL_KEY_DAYS),
});
export const apiKeyChanges = z.strictObject({
  name: line(LONGEST_KEY_NAME).optional(),
  contract: z.enum(contractNames).optional(),
});
export const rotation = z.strictObject({ immediately: z.boolean().default(false) });
export const apiKeyParams = z.object({ key: z.string().max(40) });
