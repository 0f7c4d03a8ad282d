import { z } from "zod";

const health = z.object({
  startedAt: z.string(),
  contextUsed: z.number().int().nonnegative(),
  contextMax: z.number().int().nonnegative(),
  activityAt: z.string().nullable(),
  injection: z
    .object({
      state: z.enum(["success", "skipped", "failed"]),
      written: z.array(z.string()),
      error: z.string().nullable(),
    })
    .default({ state: "skipped", written: [], error: null }),
});

/** What an agent server says of itself. */
export type RunHealth = z.output<typeof health>;

const PAUSE = 100;

/** Asks an agent server how it is, until it answers (a container's door opens after its start) or `ms` have passed: null then. */
export async function askHealth(door: string, key: string, ms: number): Promise<RunHealth | null> {
  const late = Date.now() + ms;
  do {
    try {
      const headers = { authorization: `Bearer ${key}` };
      const response = await fetch(`${door}/health`, { headers, signal: AbortSignal.timeout(Math.min(ms, 2_000)) });
      if (response.ok) return health.parse(await response.json());
    } catch {
      // Not there yet, or no more.
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  } while (Date.now() < late);
  return null;
}
