import { db } from "@/lib/db";

export type MeasuredRun = {
  agentId: string;
  cpuPercent: number;
  memoryBytes: number;
  memoryLimitBytes: number;
  networkRxBytes: number;
  networkTxBytes: number;
  pids: number;
  /** Null while the agent server did not answer: what was known stays. */
  contextUsed: number | null;
  contextMax: number | null;
  activityAt: string | null;
};

/**
 * Stores what was measured of all runs at once, in one statement, as what they use now and as a point of their last hour;
 * `coarse`: also as the point that fleets are summed over. What is older than an hour goes then.
 */
export async function recordStats(runs: readonly MeasuredRun[], coarse: boolean): Promise<void> {
  if (runs.length === 0) return;
  const rows = JSON.stringify(runs);
  await db().$executeRaw`
    WITH m AS (SELECT * FROM jsonb_to_recordset(${rows}::jsonb) AS m("agentId" text, "cpuPercent" float8, "memoryBytes" bigint,
        "memoryLimitBytes" bigint, "networkRxBytes" bigint, "networkTxBytes" bigint, "pids" int, "contextUsed" int,
        "contextMax" int, "activityAt" timestamptz)),
      kept AS (UPDATE "Runtime" r SET "statsAt" = now(),
        "lastStats" = jsonb_build_object('cpuPercent', m."cpuPercent", 'memoryBytes', m."memoryBytes", 'memoryLimitBytes',
          m."memoryLimitBytes", 'networkRxBytes', m."networkRxBytes", 'networkTxBytes', m."networkTxBytes", 'pids', m."pids"),
        "contextUsed" = coalesce(m."contextUsed", r."contextUsed"), "contextMax" = coalesce(m."contextMax", r."contextMax"),
        "activityAt" = coalesce(m."activityAt", r."activityAt")
        FROM m WHERE r."agentId" = m."agentId" AND r."observedState" = 'running' RETURNING r."agentId")
    INSERT INTO "RuntimeSample" ("agentId", "at", "cpuPercent", "memoryBytes", "networkRxBytes", "networkTxBytes", "pids", "coarse")
    SELECT m."agentId", now(), m."cpuPercent", m."memoryBytes", m."networkRxBytes", m."networkTxBytes", m."pids", ${coarse}
    FROM m JOIN kept k ON k."agentId" = m."agentId" ON CONFLICT DO NOTHING`;
  if (coarse) await db().$executeRaw`DELETE FROM "RuntimeSample" WHERE "at" < now() - interval '1 hour'`;
}
