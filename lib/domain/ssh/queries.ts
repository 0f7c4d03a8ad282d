import { db, type Sql, sql } from "@/lib/db";

/** True where the person of grant `g` may still edit agent `a`. */
export function granteeMayEdit(): Sql {
  return sql`EXISTS (SELECT 1 FROM "User" u WHERE u."id" = g."userId" AND u."disabledAt" IS NULL AND u."deletedAt" IS NULL
    AND (u."instanceAdmin"
      OR EXISTS (SELECT 1 FROM "Membership" m WHERE m."workspaceId" = a."workspaceId" AND m."userId" = u."id"
        AND (m."role" IN ('admin', 'owner') OR (m."role" = 'developer' AND a."ownerId" = u."id")))
      OR EXISTS (SELECT 1 FROM "Share" s WHERE s."agentId" = a."id" AND s."userId" = u."id" AND s."role" = 'editor'
        AND (s."expiresAt" IS NULL OR s."expiresAt" > now()))))`;
}

/** True for grants `g` of agent `a` that are in force: not ended, and of a person who may still edit it. */
export function grantInForce(): Sql {
  return sql`(g."agentId" = a."id" AND g."expiresAt" > now() AND a."deletedAt" IS NULL AND ${granteeMayEdit()})`;
}

/** A granted key and when it ends, ISO 8601; as an agent server takes it. */
export type GrantedKey = { publicKey: string; expiresAt: string };

/** The keys that may enter an agent now: not ended, and of persons who may still edit it. */
export async function grantedKeys(agentId: string): Promise<GrantedKey[]> {
  const rows = await db().$queryRaw<{ publicKey: string; expiresAt: Date }[]>`
    SELECT g."publicKey", g."expiresAt" FROM "SshGrant" g JOIN "Agent" a ON a."id" = g."agentId"
    WHERE a."id" = ${agentId} AND ${grantInForce()}
    ORDER BY g."createdAt", g."id"`;
  return rows.map(({ publicKey, expiresAt }) => ({ publicKey, expiresAt: expiresAt.toISOString() }));
}
