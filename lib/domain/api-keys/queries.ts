import { z } from "zod";
import { sql } from "@/lib/db";
import { type ApiKeyRow, apiKeyColumns, getManageableKey, manageableKeys } from "@/lib/domain/api-keys/access";
import { contractNames, scopes } from "@/lib/domain/context";
import { keysetPage, type Page, type PageRequest } from "@/lib/domain/page";
import { oneself, query } from "@/lib/domain/query";

const row = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.enum(scopes)),
  workspaceId: z.string(),
  contract: z.enum(contractNames),
  userId: z.string(),
  createdAt: z.coerce.date(),
  expiresAt: z.coerce.date(),
  lastUsedAt: z.coerce.date().nullable(),
  lastUsedAddress: z.string().nullable(),
  revokedAt: z.coerce.date().nullable(),
  rev: z.number(),
}) satisfies z.ZodType<ApiKeyRow>;

/** The caller's own keys and, for admins of the request's workspace, all keys for it; newest first, revoked ones too. */
export const listApiKeys = query({
  permission: "self.read",
  target: oneself,
  run: async ({ ctx }, page: PageRequest): Promise<Page<ApiKeyRow>> => {
    const here = sql`(k."userId" = ${ctx.actor.userId} OR k."workspaceId" = ${ctx.workspaceId}::uuid)`;
    const found = await keysetPage(
      {
        list: "api-keys",
        from: sql`FROM "ApiKey" k`,
        where: sql`${here} AND ${manageableKeys(ctx)}`,
        id: sql`k."id"`,
        order: [
          { name: "createdAt", column: sql`k."createdAt"`, cast: "timestamptz", direction: "desc", nulls: "none" },
        ],
        select: apiKeyColumns,
      },
      page,
    );
    return { ...found, data: found.data.map((one) => row.parse(one)) };
  },
});

/** One key that the caller may manage; `not_found` for others. */
export const getApiKey = query({
  permission: "self.read",
  target: (db, ctx, id: string) => getManageableKey(db, ctx, id),
  run: async ({ target }): Promise<ApiKeyRow> => target.key,
});
