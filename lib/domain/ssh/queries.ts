import { db, type Sql, sql } from "@/lib/db";
import { getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import { query } from "@/lib/domain/query";
import { parsePublicKey } from "@/lib/domain/ssh/parse-public-key";

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

/** Somebody's key to an agent, told by its fingerprint. `port` is null where the agent offers no SSH now. */
export type LivingGrant = {
  id: string;
  person: { id: string; name: string; email: string };
  fingerprint: string;
  port: number | null;
  createdAt: Date;
  expiresAt: Date;
};
type GrantRow = Omit<LivingGrant, "person" | "fingerprint"> & {
  publicKey: string;
  userId: string;
  userName: string;
  email: string;
};

/** The grants of an agent that are in force, those that end first before the others; there are ten at most. Throws `not_found`. */
export const listGrants = query({
  permission: "agents.oversee",
  target: (reader, ctx, agent: AgentRef) => getAgent(reader, ctx, agent),
  run: async ({ db: reader, target }): Promise<LivingGrant[]> => {
    const rows = await reader.$queryRaw<GrantRow[]>`
      SELECT g."id", g."publicKey", g."createdAt", g."expiresAt", r."port", p."id" AS "userId", p."name" AS "userName", p."email"
      FROM "SshGrant" g JOIN "Agent" a ON a."id" = g."agentId" JOIN "User" p ON p."id" = g."userId"
        LEFT JOIN "Runtime" r ON r."agentId" = a."id"
      WHERE a."id" = ${target.id} AND ${grantInForce()} ORDER BY g."expiresAt", g."id"`;
    return rows.map(({ publicKey, userId, userName, email, ...grant }) => ({
      ...grant,
      person: { id: userId, name: userName, email },
      fingerprint: parsePublicKey(publicKey).fingerprint,
    }));
  },
});
