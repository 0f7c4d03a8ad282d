import { z } from "zod";
import { time } from "./list";

const whole = z.number().int();

export const fleetStats = z.strictObject({
  at: time,
  counts: z.strictObject({
    total: whole,
    running: whole,
    stopped: whole,
    exited: whole,
    failed: whole,
    pendingReview: whole,
    deleted: whole,
  }),
  now: z.strictObject({
    cpuPercent: z.number().nullable().describe("100 is one core"),
    memoryUsedBytes: z.number().nullable(),
    memoryLimitBytes: z.number().nullable(),
    sampledAt: time.nullable(),
  }),
  history: z.strictObject({
    stepSeconds: whole,
    points: z.array(
      z.strictObject({
        at: time,
        cpuPercent: z.number().nullable(),
        memoryUsedBytes: z.number().nullable(),
        running: whole.nullable(),
      }),
    ),
  }),
  top: z.array(
    z.strictObject({ agentId: z.string(), name: z.string(), cpuPercent: z.number(), memoryUsedBytes: z.number() }),
  ),
  attention: z.strictObject({
    pendingReviews: whole,
    failedAgents: whole,
    expiringShares: whole,
    expiringKeys: whole,
    expiringTrash: whole,
  }),
});
export type FleetStats = z.infer<typeof fleetStats>;
export const fleetQuery = z.strictObject({});
