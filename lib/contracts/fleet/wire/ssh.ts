import { z } from "zod";
import { agentParams } from "@/lib/contracts/fleet/wire/share";
import { DEFAULT_HOURS } from "@/lib/domain/ssh/rules";

export const sshRequest = z.object({
  ttl_hours: z.number().default(DEFAULT_HOURS).describe("0.1 to 24, or what the instance allows"),
  auth_method: z.string().default("key").describe("Only key"),
  public_key: z
    .string()
    .nullish()
    .describe("One OpenSSH line: Ed25519, ECDSA or RSA of at least 3,072 bits. Absent: a pair is made"),
});

export const sshAccess = z.strictObject({
  status: z.literal("success"),
  agent: z.string(),
  auth_method: z.literal("key"),
  connection: z.strictObject({ command: z.string(), host: z.string(), port: z.int(), user: z.string() }),
  private_key: z.string().nullable().describe("Shown this once"),
  expires_at: z.string(),
  expires_in_hours: z.number(),
  instructions: z.array(z.string()),
});
export type SshAccessReply = z.infer<typeof sshAccess>;

export const grantParams = agentParams.extend({ grant: z.string().min(1).max(64) });
export const sshGrant = z.strictObject({
  id: z.string(),
  user: z.strictObject({ id: z.string(), name: z.string(), email: z.string() }),
  fingerprint: z.string(),
  command: z.string().nullable().describe("Null where the agent offers no SSH now"),
  created_at: z.string(),
  expires_at: z.string(),
});
export type SshGrant = z.infer<typeof sshGrant>;
