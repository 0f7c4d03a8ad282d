import { transaction } from "@/lib/db-transaction";
import { doerOf, insertAudit } from "@/lib/domain/change";
import { type Ctx, membershipIn } from "@/lib/domain/context";

const HOUR = 3_600_000;
const MOST_KNOWN = 10_000;

const processes = globalThis as typeof globalThis & { musterOverrides?: Map<string, number> };

/** When this process last saw each row, so that reading costs nothing besides. */
function seen(): Map<string, number> {
  processes.musterOverrides ??= new Map();
  if (processes.musterOverrides.size > MOST_KNOWN) processes.musterOverrides.clear();
  return processes.musterOverrides;
}

async function write(ctx: Ctx, workspaceId: string): Promise<void> {
  const { userId, credential } = ctx.actor;
  await transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${credential.id} ${workspaceId}`}, 0))`;
    const written = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM "AuditEvent" e WHERE e."workspaceId" = ${workspaceId}::uuid AND e."at" > now() - interval '1 hour'
        AND e."action" = 'workspace.override' AND e."actorId" = ${userId} AND e."after"->>'credential' = ${credential.id} LIMIT 1`;
    if (written.length > 0) return;
    const { name } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { name: true } });
    const target = { type: "workspace", id: workspaceId, name, workspaceId };
    const after = { credential: credential.id };
    await insertAudit(tx, doerOf(ctx), { action: "workspace.override", target, after, override: true });
  });
}

/**
 * Notes in the audit trail that an instance admin reads a workspace in which they have no place: once for each session or
 * key, workspace and hour, whichever process asks.
 */
export async function noteOverride(ctx: Ctx): Promise<void> {
  const { actor, workspaceId } = ctx;
  if (!actor.instanceAdmin || workspaceId === null || membershipIn(actor, workspaceId)) return;
  const key = `${actor.credential.id} ${workspaceId}`;
  const before = seen().get(key);
  if (before !== undefined && Date.now() - before < HOUR) return;
  await write(ctx, workspaceId);
  seen().set(key, Date.now());
}
