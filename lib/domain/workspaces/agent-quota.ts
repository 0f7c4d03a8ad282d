import { type Sql, sql, type Tx } from "@/lib/db";
import { DomainError } from "@/lib/domain/faults";
import type { Reader } from "@/lib/domain/query";

type Room = { quota: number | null; used: bigint };

async function readRoom(db: Reader | Tx, workspaceId: string, lock: Sql): Promise<Room | undefined> {
  const [room] = await db.$queryRaw<Room[]>`
    SELECT w."quotaAgents" AS "quota",
      (SELECT count(*) FROM "Agent" a WHERE a."workspaceId" = w."id" AND a."deletedAt" IS NULL) AS "used"
    FROM "Workspace" w WHERE w."id" = ${workspaceId}::uuid ${lock}`;
  return room;
}

const full = (room: Room | undefined) => room != null && room.quota !== null && Number(room.used) >= room.quota;

function assertNotFull(room: Room | undefined): void {
  if (!full(room)) return;
  const message = `The workspace has as many agents as it may have (${room?.quota}); delete one, or ask an instance admin for more`;
  throw new DomainError("quota_exceeded", message, { facts: { limit: room?.quota ?? 0 } });
}

/** Whether the workspace may have one more agent at the moment. */
export async function hasRoomForAgent(db: Reader, workspaceId: string): Promise<boolean> {
  return !full(await readRoom(db, workspaceId, sql``));
}

/**
 * Makes sure that one more agent fits into the workspace; others who create agents there wait until the transaction ends,
 * where the workspace has a limit at all. Throws `quota_exceeded`.
 */
export async function assertRoomForAgent(tx: Tx, workspaceId: string): Promise<void> {
  const limited = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "Workspace" WHERE "id" = ${workspaceId}::uuid AND "quotaAgents" IS NOT NULL FOR NO KEY UPDATE`;
  if (limited.length === 0) return;
  assertNotFull(await readRoom(tx, workspaceId, sql``));
}

/** The same for the moment, without waiting for anybody: others may come first. Throws `quota_exceeded`. */
export async function assertRoomNow(db: Reader, workspaceId: string): Promise<void> {
  assertNotFull(await readRoom(db, workspaceId, sql``));
}
