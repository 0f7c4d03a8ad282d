import { db } from "@/lib/db";

export type Gauge = { label: string; count: number };

/** Living agents by their observed state. */
export function countAgents(): Promise<Gauge[]> {
  return db().$queryRaw<Gauge[]>`
    SELECT coalesce(r."observedState", 'stopped') AS "label", count(*)::int AS "count"
    FROM "Agent" a LEFT JOIN "Runtime" r ON r."agentId" = a."id" WHERE a."deletedAt" IS NULL GROUP BY 1`;
}

/** Jobs in the queue: waiting, running, and failed for good. */
export function countJobs(): Promise<Gauge[]> {
  return db().$queryRaw<Gauge[]>`
    SELECT CASE WHEN "attempts" >= "max_attempts" AND "locked_at" IS NULL THEN 'failed'
      WHEN "locked_at" IS NOT NULL THEN 'running' ELSE 'waiting' END AS "label", count(*)::int AS "count"
    FROM graphile_worker.jobs GROUP BY 1`;
}
