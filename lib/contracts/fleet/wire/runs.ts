import { z } from "zod";

const tail = z
  .string()
  .regex(/^\d{1,6}$/, "must be a whole number from 1 to 10,000")
  .transform(Number)
  .refine((lines) => lines >= 1 && lines <= 10_000, "must be a whole number from 1 to 10,000");

export const logQuery = z.object({
  tail: tail.optional().describe("Lines, 1 to 10,000 (default 100)"),
  lines: tail.optional().describe("The same as `tail`"),
});
export const logs = z.strictObject({ logs: z.string().describe("Oldest first, stdout and stderr together") });

export const stats = z.strictObject({
  cpu_percent: z.number().describe("100 is one core"),
  memory_used_bytes: z.number().int(),
  memory_limit_bytes: z.number().int(),
  memory_percent: z.number(),
  network_rx_bytes: z.number().int(),
  network_tx_bytes: z.number().int(),
  uptime_seconds: z.number().int(),
  status: z.literal("running"),
});
export type Stats = z.infer<typeof stats>;

export const started = z.strictObject({
  message: z.string(),
  credentials_injection: z.enum(["success", "skipped", "failed"]),
  credentials_result: z.strictObject({ files_written: z.array(z.string()), error: z.string().nullable() }),
});
export type Started = z.infer<typeof started>;
