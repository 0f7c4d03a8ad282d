import { z } from "zod";
import { seal, unseal } from "@/lib/auth/seal";
import { db, sql } from "@/lib/db";
import { folderMounts } from "@/lib/domain/folders/access";
import type { SeenState } from "@/lib/domain/runs/rules";
import { grantInForce } from "@/lib/domain/ssh/queries";

/** What should become of an agent's run, and all that its start needs. */
export type RunWish = {
  agentId: string;
  name: string;
  number: number;
  workspaceId: string | null;
  ownerId: string | null;
  wanted: boolean;
  deleted: boolean;
  noted: SeenState;
  notedDoor: boolean;
  port: number | null;
  cpu: number | null;
  memoryMb: number | null;
  /** Takes the place of the agent's own model. */
  runtimeModel: string | null;
  template: string | null;
  readOnly: boolean;
  readOnlyPatterns: unknown;
  timeoutSeconds: number;
  /** It never ran. */
  fresh: boolean;
  /** Whose files belong into the workspace: a version by its id, or `draft`. */
  filesWanted: string;
  /** Whose files were put there last; null: nobody's. */
  filesPlaced: string | null;
  exposes: boolean;
  consumes: { sourceId: string; name: string }[];
  sshGrants: { publicKey: string; expiresAt: string }[];
};

const grants = z.array(z.object({ publicKey: z.string(), expiresAt: z.string() }));

const granted = sql`(SELECT coalesce(json_agg(json_build_object('publicKey', g."publicKey",
    'expiresAt', to_char(g."expiresAt", 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))), '[]')
  FROM "SshGrant" g WHERE ${grantInForce()})`;

const DRAFT = "draft";

type Row = Omit<RunWish, "exposes" | "consumes" | "sshGrants"> & { sshGrants: unknown };

/** What should become of a container agent's run; null where there is no such agent. */
export async function runWish(agentId: string): Promise<RunWish | null> {
  const [row] = await db().$queryRaw<Row[]>`
    SELECT a."id" AS "agentId", a."name", a."number", a."workspaceId"::text AS "workspaceId", a."ownerId",
      r."desiredState" = 'running' AND a."deletedAt" IS NULL AS "wanted", a."deletedAt" IS NOT NULL AS "deleted",
      r."observedState" AS "noted", r."doorUrl" IS NOT NULL AS "notedDoor", r."port", a."cpu", a."memoryMb",
      a."runtimeModel", a."template", a."readOnly", a."readOnlyPatterns", a."timeoutSeconds", r."applied" IS NULL AS "fresh",
      coalesce(a."liveVersionId", ${DRAFT}) AS "filesWanted", r."applied"->>'files' AS "filesPlaced",
      ${granted} AS "sshGrants"
    FROM "Runtime" r JOIN "Agent" a ON a."id" = r."agentId"
    WHERE a."id" = ${agentId} AND r."driver" <> 'loader'`;
  if (!row) return null;
  return { ...row, ...(await folderMounts(db(), agentId)), sshGrants: grants.parse(row.sshGrants) };
}

/** The label of what is live of an agent; null where its working copy runs. */
export async function liveLabelOf(agentId: string): Promise<string | null> {
  const [row] = await db().$queryRaw<{ label: string }[]>`
    SELECT v."label" FROM "Agent" a JOIN "AgentVersion" v ON v."id" = a."liveVersionId" WHERE a."id" = ${agentId}`;
  return row?.label ?? null;
}

export type RunFile = { path: string; sha256: string };

/** Files that an agent runs with and its workspace has not, or has otherwise, since files were put there last. */
export async function filesToPlace({ agentId, filesWanted, filesPlaced }: RunWish): Promise<RunFile[]> {
  const filesOf = (whose: string | null) =>
    whose === DRAFT
      ? sql`SELECT f."path", f."sha256" FROM "AgentFile" f WHERE f."agentId" = ${agentId}`
      : sql`SELECT f."path", f."sha256" FROM "VersionFile" f WHERE f."versionId" = ${whose}`;
  return db().$queryRaw<RunFile[]>`${filesOf(filesWanted)} EXCEPT ${filesOf(filesPlaced)} ORDER BY "path"`;
}

/** Whether the loader or a driver runs an agent; null where nothing does. */
export async function driverOf(agentId: string): Promise<string | null> {
  return (await db().runtime.findUnique({ where: { agentId }, select: { driver: true } }))?.driver ?? null;
}

/** Agents that a supervisor should look at: free or its own, and not as they should be. */
export async function runsToMake(supervisorId: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ agentId: string }[]>`
    SELECT r."agentId" FROM "Runtime" r JOIN "Agent" a ON a."id" = r."agentId"
    WHERE r."driver" <> 'loader' AND (r."supervisorId" IS NULL OR r."supervisorId" = ${supervisorId}) AND (
      (r."desiredState" = 'running' AND a."deletedAt" IS NULL AND r."observedState" = 'stopped')
      OR (r."port" IS NOT NULL AND a."deletedAt" IS NOT NULL)
      OR (r."observedState" = 'running' AND (r."supervisorId" IS NULL OR r."desiredState" <> 'running' OR a."deletedAt" IS NOT NULL)))
    ORDER BY r."agentId"`;
  return rows.map((row) => row.agentId);
}

const doorOwner = (agentId: string) => `door:${agentId}`;

/** A door's key as the database keeps it. */
export function sealDoorKey(agentId: string, key: string): string {
  return Buffer.from(seal(key, doorOwner(agentId))).toString("base64");
}

/** Where the agent server of a run listens and the key to it; null while nothing runs. */
export async function doorOf(agentId: string): Promise<{ url: string; key: string } | null> {
  const row = await db().runtime.findUnique({ where: { agentId }, select: { doorUrl: true, doorKey: true } });
  if (!row?.doorUrl || !row.doorKey) return null;
  const key = unseal(Buffer.from(row.doorKey, "base64"), doorOwner(agentId));
  return typeof key === "string" ? { url: row.doorUrl, key } : null;
}

/** Living agents with a run by id and what is noted of each; those that are absent or deleted are left out. */
export async function livingRuns(agentIds: string[]): Promise<Map<string, { supervisorId: string | null }>> {
  const rows = await db().$queryRaw<{ agentId: string; supervisorId: string | null }[]>`
    SELECT r."agentId", r."supervisorId" FROM "Runtime" r JOIN "Agent" a ON a."id" = r."agentId"
    WHERE r."agentId" = ANY(${agentIds}) AND r."driver" <> 'loader' AND a."deletedAt" IS NULL`;
  return new Map(rows.map(({ agentId, supervisorId }) => [agentId, { supervisorId }]));
}

/** The doors of all running agents that a supervisor holds, in one query. */
export async function myRunningDoors(supervisorId: string): Promise<{ agentId: string; url: string; key: string }[]> {
  const rows = await db().runtime.findMany({
    where: { supervisorId, observedState: "running", driver: { not: "loader" } },
    select: { agentId: true, doorUrl: true, doorKey: true },
  });
  return rows.flatMap(({ agentId, doorUrl, doorKey }) => {
    const key = doorKey ? unseal(Buffer.from(doorKey, "base64"), doorOwner(agentId)) : null;
    return doorUrl && typeof key === "string" ? [{ agentId, url: doorUrl, key }] : [];
  });
}
