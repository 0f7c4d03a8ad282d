import { z } from "zod";
import { db, sql } from "@/lib/db";

const loadable = z.object({
  packageId: z.string(),
  sha256: z.string(),
  version: z.string(),
  entryPoint: z.string(),
  pythonVersion: z.string(),
});

/** A package as the supervisor loads it. */
export type Loadable = z.output<typeof loadable>;

export type DesiredLoad = {
  agentId: string;
  name: string;
  number: number;
  workspaceId: string | null;
  desired: Loadable | null;
  /** The package that last loaded well, to fall back on when the desired one fails. */
  proven: Loadable | null;
  loadedPackageId: string | null;
  observedState: "running" | "stopped" | "exited";
};

const packageJson = (
  pointer: string,
) => sql`(SELECT json_build_object('packageId', p."id", 'sha256', p."sha256", 'version', p."version",
    'entryPoint', p."manifest"->>'entryPoint', 'pythonVersion', p."manifest"->>'pythonVersion')
  FROM "Package" p WHERE p."id" = ${pointer === "desired" ? sql`r."desiredPackageId"` : sql`a."runningPackageId"`})`;

type Row = Omit<DesiredLoad, "desired" | "proven"> & { running: boolean; desired: unknown; proven: unknown };

/** What should be loaded for an agent; `desired` is null when nothing should. Null for an agent without a runtime. */
export async function desiredLoad(agentId: string): Promise<DesiredLoad | null> {
  const [row] = await db().$queryRaw<Row[]>`
    SELECT a."id" AS "agentId", a."name", a."number", a."workspaceId"::text AS "workspaceId", r."loadedPackageId", r."observedState",
      r."desiredState" = 'running' AND a."deletedAt" IS NULL AS "running",
      ${packageJson("desired")} AS "desired", ${packageJson("running")} AS "proven"
    FROM "Runtime" r JOIN "Agent" a ON a."id" = r."agentId"
    WHERE r."agentId" = ${agentId} AND r."driver" = 'loader'`;
  if (!row) return null;
  const { running, desired, proven, ...rest } = row;
  const parse = (value: unknown) => (running && value ? loadable.parse(value) : null);
  return { ...rest, desired: parse(desired), proven: parse(proven) };
}

/**
 * Agents that a supervisor should look at: those that nobody holds, and those of its own that are not what they should be, whatever became of their job. What failed
 * to load is not among them: it is tried again when somebody asks, or after a restart.
 */
export async function agentsToLoad(supervisorId: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ agentId: string }[]>`
    SELECT r."agentId" FROM "Runtime" r LEFT JOIN "Package" p ON p."id" = r."desiredPackageId"
    WHERE r."driver" = 'loader' AND (
      (r."supervisorId" IS NULL AND (r."desiredState" = 'running' OR r."observedState" = 'running'))
      OR (r."supervisorId" = ${supervisorId} AND (
        (r."desiredState" = 'stopped' AND r."observedState" = 'running')
        OR (r."desiredState" = 'running' AND p."installState" IS DISTINCT FROM 'failed'
          AND (r."observedState" <> 'running' OR r."loadedPackageId" IS DISTINCT FROM r."desiredPackageId")))))
    ORDER BY r."agentId"`;
  return rows.map((row) => row.agentId);
}

export type Holder = { supervisorId: string; url: string; secret: string };

/** The supervisor that holds an agent, or null. */
export async function holderOf(agentId: string): Promise<Holder | null> {
  const [row] = await db().$queryRaw<Holder[]>`
    SELECT s."id" AS "supervisorId", s."url", s."secret" FROM "Runtime" r JOIN "Supervisor" s ON s."id" = r."supervisorId"
    WHERE r."agentId" = ${agentId}`;
  return row ?? null;
}

/** Takes an agent for a supervisor unless another living one holds it; the holder comes back. */
export async function claimAgent(agentId: string, supervisorId: string): Promise<Holder | null> {
  await db()
    .$executeRaw`UPDATE "Runtime" SET "supervisorId" = ${supervisorId} WHERE "agentId" = ${agentId} AND "supervisorId" IS NULL`;
  return holderOf(agentId);
}

/** Whether an agent was ever asked to run. */
export async function hasRun(agentId: string): Promise<boolean> {
  return (await db().runtime.count({ where: { agentId } })) > 0;
}

/** The supervisor to ask for an agent's log: who holds it, else the newest, since logs outlive runs. Null where there is none. */
export async function logKeeperOf(agentId: string): Promise<Holder | null> {
  const [row] = await db().$queryRaw<Holder[]>`
    SELECT s."id" AS "supervisorId", s."url", s."secret" FROM "Supervisor" s
    ORDER BY s."id" = (SELECT r."supervisorId" FROM "Runtime" r WHERE r."agentId" = ${agentId}) DESC NULLS LAST,
      s."lastSeenAt" DESC LIMIT 1`;
  return row ?? null;
}
