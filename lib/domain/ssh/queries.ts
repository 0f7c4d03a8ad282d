import { db } from "@/lib/db";

/** A granted key and when it ends, ISO 8601; as an agent server takes it. */
export type GrantedKey = { publicKey: string; expiresAt: string };

/** The keys that may enter an agent now: not ended, and of persons who may still edit it. */
export async function grantedKeys(agentId: string): Promise<GrantedKey[]> {
  const rows = await db().$queryRaw<{ publicKey: string; expiresAt: Date }[]>`
    SELECT g."publicKey", g."expiresAt" FROM "SshGrant" g
    JOIN "Agent" a ON a."id" = g."agentId" JOIN "User" u ON u."id" = g."userId"
    WHERE g."agentId" = ${agentId} AND g."expiresAt" > now() AND a."deletedAt" IS NULL
      AND u."disabledAt" IS NULL AND u."deletedAt" IS NULL
      AND (u."instanceAdmin"
        OR EXISTS (SELECT 1 FROM "Membership" m WHERE m."workspaceId" = a."workspaceId" AND m."userId" = u."id"
          AND (m."role" IN ('admin', 'owner') OR (m."role" = 'developer' AND a."ownerId" = u."id")))
        OR EXISTS (SELECT 1 FROM "Share" s WHERE s."agentId" = a."id" AND s."userId" = u."id" AND s."role" = 'editor'
          AND (s."expiresAt" IS NULL OR s."expiresAt" > now())))
    ORDER BY g."createdAt", g."id"`;
  return rows.map(({ publicKey, expiresAt }) => ({ publicKey, expiresAt: expiresAt.toISOString() }));
}
