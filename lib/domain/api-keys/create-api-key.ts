import { hashOf, newApiKey } from "@/lib/auth/secrets";
import { type ApiKeyRow, getManageableKey } from "@/lib/domain/api-keys/access";
import { assertNoKey, MOST_KEYS } from "@/lib/domain/api-keys/rules";
import { command } from "@/lib/domain/command";
import { type ContractName, membershipIn, type Scope } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { newId } from "@/lib/domain/ids";

export type NewApiKey = {
  name: string;
  scopes: Scope[];
  workspaceId: string;
  contract: ContractName;
  expiresInDays: number;
};

/** A key of the caller for one of their workspaces; `key` is shown here and never again. Throws `quota_exceeded`. */
export const createApiKey = command({
  permission: "self.write",
  audit: "api_key.created",
  target: async (tx, { actor }, input: NewApiKey) => {
    const { workspaceId, name } = input;
    const exists = await tx.workspace.findUnique({ where: { id: workspaceId }, select: { id: true } });
    if (!exists || !(membershipIn(actor, workspaceId) || actor.instanceAdmin)) {
      throw new DomainError("workspace_forbidden", "No access to this workspace");
    }
    return { subject: { workspaceId: null }, audit: { type: "api_key", id: "", name, workspaceId } };
  },
  run: async ({ tx, ctx, target, change }, input): Promise<{ row: ApiKeyRow; key: string }> => {
    assertNoKey(ctx.actor);
    const { userId } = ctx.actor;
    await tx.$queryRaw`SELECT 1 FROM "User" WHERE "id" = ${userId} FOR UPDATE`;
    const living = await tx.apiKey.count({ where: { userId, revokedAt: null, expiresAt: { gt: new Date() } } });
    if (living >= MOST_KEYS) {
      throw new DomainError("quota_exceeded", `You have ${MOST_KEYS} API keys; revoke one before you create another`);
    }
    const { key, prefix } = newApiKey();
    const { expiresInDays, scopes, ...rest } = input;
    const expiresAt = new Date(Date.now() + expiresInDays * 86_400_000);
    const data = { ...rest, id: newId("apiKey"), scopes: [...new Set(scopes)], prefix, userId, expiresAt };
    const { id } = await tx.apiKey.create({ data: { ...data, secretHash: hashOf(key) }, select: { id: true } });
    change.target({ ...target.audit, id });
    change.record({ after: { scopes, contract: input.contract, expiresAt } });
    return { row: (await getManageableKey(tx, ctx, id)).key, key };
  },
});
