import { forgetCredential } from "@/lib/auth/actor-cache";
import { lockManageableKey } from "@/lib/domain/api-keys/access";
import { command } from "@/lib/domain/command";

/** Ends a key for good, everywhere within a second; a revoked one stays revoked. */
export const revokeApiKey = command({
  permission: "self.write",
  audit: "api_key.revoked",
  target: (tx, ctx, id: string) => lockManageableKey(tx, ctx, id),
  run: async ({ tx, target, change }, id): Promise<void> => {
    if (target.key.revokedAt) return change.nothing();
    await tx.apiKey.update({ where: { id }, data: { revokedAt: new Date(), previousHash: null, previousUntil: null } });
    change.afterCommit(() => forgetCredential(id));
  },
});
