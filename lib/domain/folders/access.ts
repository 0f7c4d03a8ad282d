import { z } from "zod";
import { sql } from "@/lib/db";
import type { FleetStatus } from "@/lib/domain/fleet/rules";
import type { Reader } from "@/lib/domain/query";

/** True where the owner `o` of one agent may read the agent `s`, in which somebody else may have put what they like. */
const ownerReads = sql`(o."disabledAt" IS NULL AND (o."instanceAdmin"
  OR EXISTS (SELECT 1 FROM "Membership" m WHERE m."workspaceId" = s."workspaceId" AND m."userId" = o."id")
  OR EXISTS (SELECT 1 FROM "Share" h WHERE h."agentId" = s."id" AND h."email" = o."email"
    AND (h."expiresAt" IS NULL OR h."expiresAt" > now()))))`;

const switchedOn = (kind: "expose" | "consume", agent: "a" | "s") =>
  sql`EXISTS (SELECT 1 FROM "FolderConfig" f WHERE f."agentId" = ${agent === "a" ? sql`a."id"` : sql`s."id"`}
    AND f."kind" = ${kind} AND f."sourceId" IS NULL)`;

export type FolderPeer = { id: string; name: string; status: FleetStatus };

/** Agents `s` that offer their folder to agent `a`: others of its workspace that its owner may read. */
const offers = sql`FROM "Agent" a JOIN "User" o ON o."id" = a."ownerId"
  JOIN "Agent" s ON s."workspaceId" = a."workspaceId" AND s."id" <> a."id" AND s."deletedAt" IS NULL AND s."hosting" = 'container'
  LEFT JOIN "Runtime" r ON r."agentId" = s."id"`;

/** Whose folders an agent may mount, by name. */
export function sourcesOf(db: Reader, agentId: string): Promise<FolderPeer[]> {
  return db.$queryRaw<FolderPeer[]>`
    SELECT s."id", s."name", coalesce(r."observedState", 'stopped') AS "status" ${offers}
    WHERE a."id" = ${agentId} AND ${switchedOn("expose", "s")} AND ${ownerReads} ORDER BY s."name" COLLATE "C"`;
}

/** Who mounts the folder of an agent at its next start, by name; nobody while it does not expose one. */
export function consumersOf(db: Reader, agentId: string): Promise<FolderPeer[]> {
  return db.$queryRaw<FolderPeer[]>`
    SELECT a."id", a."name", coalesce(ar."observedState", 'stopped') AS "status" ${offers}
    LEFT JOIN "Runtime" ar ON ar."agentId" = a."id"
    WHERE s."id" = ${agentId} AND a."deletedAt" IS NULL AND a."hosting" = 'container' AND ${switchedOn("expose", "s")}
      AND ${switchedOn("consume", "a")} AND ${ownerReads} ORDER BY a."name" COLLATE "C"`;
}

/** The two switches of an agent. */
export async function folderSwitches(db: Reader, agentId: string): Promise<{ exposes: boolean; consumes: boolean }> {
  const rows = await db.folderConfig.findMany({
    where: { agentId, sourceId: null, kind: { in: ["expose", "consume"] } },
    select: { kind: true },
  });
  const kinds = new Set(rows.map((row) => row.kind));
  return { exposes: kinds.has("expose"), consumes: kinds.has("consume") };
}

/** What an agent mounts at its next start: its own folder or not, and those of others by id. */
export async function folderMounts(
  db: Reader,
  agentId: string,
): Promise<{ exposes: boolean; consumes: { sourceId: string; name: string }[] }> {
  const { exposes, consumes } = await folderSwitches(db, agentId);
  const sources = consumes ? await sourcesOf(db, agentId) : [];
  return { exposes, consumes: sources.map(({ id, name }) => ({ sourceId: id, name })) };
}

const mounted = z.object({ exposes: z.boolean(), consumes: z.array(z.object({ sourceId: z.string() })) });

/** What the present run has mounted, read from what it was started with. */
export function presentMounts(applied: unknown): { exposes: boolean; sourceIds: string[] } {
  const parsed = mounted.safeParse(applied);
  if (!parsed.success) return { exposes: false, sourceIds: [] };
  return { exposes: parsed.data.exposes, sourceIds: parsed.data.consumes.map((one) => one.sourceId) };
}
