import { type Sql, sql, type Tx } from "@/lib/db";
import type { Target } from "@/lib/domain/command";
import { atLeast, type ContractName, type Ctx, type Scope } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import type { Reader } from "@/lib/domain/query";

export type ApiKeyRow = {
  id: string;
  name: string;
  prefix: string;
  scopes: Scope[];
  workspaceId: string;
  contract: ContractName;
  userId: string;
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  lastUsedAddress: string | null;
  revokedAt: Date | null;
  rev: number;
};

export const apiKeyColumns = sql`k."name", k."prefix", k."scopes", k."workspaceId"::text AS "workspaceId", k."contract", k."userId",
  k."createdAt", k."expiresAt", k."lastUsedAt", k."lastUsedAddress", k."revokedAt", k."rev"`;

/** True for every key `k` that the caller may see and revoke: their own, and those for workspaces they administer. */
export function manageableKeys(ctx: Ctx): Sql {
  const { userId, instanceAdmin, memberships } = ctx.actor;
  if (instanceAdmin) return sql`TRUE`;
  const administered = memberships.filter((m) => atLeast(m.role, "admin")).map((m) => m.workspaceId);
  return sql`(k."userId" = ${userId} OR k."workspaceId" = ANY(${administered}::uuid[]))`;
}

export type ApiKeyTarget = Target & { key: ApiKeyRow };

/** A key that the caller may manage; `not_found` for others. */
export async function getManageableKey(db: Reader, ctx: Ctx, id: string, lock = false): Promise<ApiKeyTarget> {
  const [key] = await db.$queryRaw<ApiKeyRow[]>`SELECT k."id", ${apiKeyColumns} FROM "ApiKey" k
    WHERE k."id" = ${id} AND ${manageableKeys(ctx)} ${lock ? sql`FOR UPDATE` : sql``}`;
  if (!key) throw new DomainError("not_found", "API key not found");
  const audit = { type: "api_key", id, name: key.name, workspaceId: key.workspaceId };
  return { key, subject: { workspaceId: null }, audit };
}

/** The same locked, for changes. */
export function lockManageableKey(tx: Tx, ctx: Ctx, id: string): Promise<ApiKeyTarget> {
  return getManageableKey(tx, ctx, id, true);
}
