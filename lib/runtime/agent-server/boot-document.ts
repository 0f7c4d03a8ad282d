import { z } from "zod";
import type { BootDocument } from "@/lib/runtime/driver";

const sshKeys = z.array(z.object({ publicKey: z.string(), expiresAt: z.string() }));
const count = z.number().int().nonnegative();
const readOnly = z.object({ enabled: z.boolean(), blocked: z.array(z.string()), allowed: z.array(z.string()) });

/** Settings that take effect while an agent runs. */
export const liveSettings = z.object({ readOnly, sshGrants: sshKeys, timeoutSeconds: z.number().int().positive() });
export type LiveSettings = z.output<typeof liveSettings>;

const context = z.object({
  prompt: z.string(),
  model: z.string().nullable(),
  windowTokens: count,
  tokens: count,
  plugins: count,
});
/** What an agent is told from now on: the version that is live, by its label, or its draft. */
export const newContext = z.object({ label: z.string().nullable(), context });

/** What arrives on the standard input of an agent server. */
export const bootDocument: z.ZodType<BootDocument> = liveSettings.extend({
  agentId: z.string(),
  name: z.string(),
  doorKey: z.string().min(16),
  context,
  template: z.record(z.string(), z.string()),
  credentials: z.record(z.string(), z.string()),
  environment: z.record(z.string(), z.string()),
});
