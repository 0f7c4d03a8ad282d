import { forgetCredential } from "@/lib/auth/actor-cache";
import { hashOf, newApiKey } from "@/lib/auth/secrets";
import { type ApiKeyRow, getManageableKey, lockManageableKey } from "@/lib/domain/api-keys/access";
import { assertNoKey, GRACE } from "@/lib/domain/api-keys/rules";
import { command } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";

export type Rotation = { id: string; immediately: boolean };

/** A new secret for one of the caller's own keys; the old one works an hour longer unless `immediately`. */
export const rotateApiKey = command({
  permission: "self.write",
  audit: "api_key.rotated",
  target: (tx, ctx, { id }: Rotation) => lockManageableKey(tx, ctx, id),
  run: async ({ tx, ctx, target, change }, { id, immediately }): Promise<{ row: ApiKeyRow; key: string }> => {
    assertNoKey(ctx.actor);
    const { userId, revokedAt, expiresAt } = target.key;
    if (userId !== ctx.actor.userId) {
      throw new DomainError("forbidden", "A key acts for the person who made it, so only they can rotate it");
    }
    if (revokedAt || expiresAt <= new Date()) {
      throw new DomainError("conflict", "This API key is revoked or has expired; create a new one");
    }
    const { key, prefix } = newApiKey();
    await tx.$executeRaw`UPDATE "ApiKey" SET "previousHash" = CASE WHEN ${immediately} THEN NULL ELSE "secretHash" END,
      "previousUntil" = ${immediately ? null : new Date(Date.now() + GRACE)}::timestamptz,
      "secretHash" = ${hashOf(key)}, "prefix" = ${prefix}, "rev" = "rev" + 1 WHERE "id" = ${id}`;
    change.record({ after: { immediately } });
    change.afterCommit(() => forgetCredential(id));
    return { row: (await getManageableKey(tx, ctx, id)).key, key };
  },
});
