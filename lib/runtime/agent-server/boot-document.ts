import { z } from "zod";
import type { BootDocument } from "@/lib/runtime/driver";

const sshKeys = z.array(z.object({ publicKey: z.string(), expiresAt: z.string() }));
const readOnly = z.object({ enabled: z.boolean(), blocked: z.array(z.string()), allowed: z.array(z.string()) });

/** Settings that take effect while an agent runs. */
export const liveSettings = z.object({ readOnly, sshGrants: sshKeys, timeoutSeconds: z.number().int().positive() });
export type LiveSettings = z.output<typeof liveSettings>;

/** What arrives on the standard input of an agent server. */
export const bootDocument: z.ZodType<BootDocument> = liveSettings.extend({
  agentId: z.string(),
  name: z.string(),
  doorKey: z.string().min(16),
  context: z.object({ prompt: z.string(), model: z.string().nullable(), windowTokens: z.number().int().nonnegative() }),
  template: z.record(z.string(), z.string()),
  credentials: z.record(z.string(), z.string()),
});
