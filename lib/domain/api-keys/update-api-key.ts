import { forgetCredential } from "@/lib/auth/actor-cache";
import { type ApiKeyRow, getManageableKey, lockManageableKey } from "@/lib/domain/api-keys/access";
import { command } from "@/lib/domain/command";
import type { ContractName } from "@/lib/domain/context";

export type ApiKeyChanges = { id: string; name?: string; contract?: ContractName };

/** Renames a key or pins it to another contract. */
export const updateApiKey = command({
  permission: "self.write",
  audit: "api_key.updated",
  target: (tx, ctx, { id }: ApiKeyChanges) => lockManageableKey(tx, ctx, id),
  run: async ({ tx, ctx, target, change }, input): Promise<ApiKeyRow> => {
    const { id, name = target.key.name, contract = target.key.contract } = input;
    if (name === target.key.name && contract === target.key.contract) {
      change.nothing();
      return target.key;
    }
    await tx.apiKey.update({ where: { id }, data: { name, contract, rev: { increment: 1 } } });
    change.record({ before: { name: target.key.name, contract: target.key.contract }, after: { name, contract } });
    change.afterCommit(() => forgetCredential(id));
    return (await getManageableKey(tx, ctx, id)).key;
  },
});
