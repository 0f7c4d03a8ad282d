import { type Sql, sql } from "@/lib/db";
import { type AccessFacts, type Explanation, explain } from "@/lib/domain/access/rules";
import { bringable, getAgent } from "@/lib/domain/agents/access";
import type { AgentRef } from "@/lib/domain/agents/rules";
import type { Role } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { isoTime, typedPage } from "@/lib/domain/json-sql";
import { assertOneCursor } from "@/lib/domain/list-order";
import { keysetPage, type Page, type PageRequest } from "@/lib/domain/page";
import type { ShareRole } from "@/lib/domain/policy";
import { query, type Reader } from "@/lib/domain/query";
import { validShares } from "@/lib/domain/shares/access";
import { canonicalEmail } from "@/lib/domain/users/rules";

export type AccessEntry = Explanation & {
  agentId: string;
  person: { id: string; email: string; name: string };
  blocked: "disabled" | "pending" | null;
};

type Row = {
  id: string;
  email: string;
  name: string;
  blocked: AccessEntry["blocked"];
  instanceAdmin: boolean;
  role: Role | null;
  workspaceId: string | null;
  workspace: string | null;
  memberSince: string | null;
  ownerSince: string | null;
  shareId: string | null;
  shareRole: ShareRole | null;
  shareBy: string | null;
  shareSince: string | null;
  shareEnd: string | null;
  system: boolean;
  brought: boolean;
};

const brought = sql`(${bringable} AND EXISTS (SELECT 1 FROM "IntegrationInstall" i
  JOIN "IntegrationMember" b ON b."installId" = i."id" JOIN "Membership" x ON x."workspaceId" = i."workspaceId"
  WHERE b."agentId" = a."id" AND b."detachedAt" IS NULL AND x."userId" = u."id"))`;

/** `readableAgents` from the other side: the people `u` who may read agent `a`. A test holds the two together. */
const readers = sql`(u."instanceAdmin" OR m."userId" IS NOT NULL OR a."workspaceId" IS NULL OR s."id" IS NOT NULL
  OR ${brought})`;

const tables = (agentId: string): Sql => sql`FROM "User" u JOIN "Agent" a ON a."id" = ${agentId}
  LEFT JOIN "Membership" m ON m."workspaceId" = a."workspaceId" AND m."userId" = u."id"
  LEFT JOIN "Share" s ON s."agentId" = a."id" AND s."userId" = u."id" AND ${validShares}`;
const shown = sql`LEFT JOIN "Workspace" w ON w."id" = m."workspaceId" LEFT JOIN "User" c ON c."id" = s."createdById"`;

const columns = sql`u."email", u."name", CASE WHEN u."disabledAt" IS NOT NULL THEN 'disabled'
    WHEN u."passwordHash" IS NULL AND u."lastSignInAt" IS NULL THEN 'pending' END AS "blocked",
  u."instanceAdmin", m."role", m."workspaceId"::text AS "workspaceId", w."name" AS "workspace",
  ${isoTime(sql`m."createdAt"`)} AS "memberSince",
  CASE WHEN a."ownerId" = u."id" THEN ${isoTime(sql`a."createdAt"`)} END AS "ownerSince", s."id" AS "shareId",
  s."role" AS "shareRole", c."name" AS "shareBy", ${isoTime(sql`s."createdAt"`)} AS "shareSince",
  ${isoTime(sql`s."expiresAt"`)} AS "shareEnd", a."workspaceId" IS NULL AS "system", ${brought} AS "brought"`;

function factsOf(row: Row): AccessFacts {
  const { id: userId, instanceAdmin, role, workspaceId, workspace, memberSince, ownerSince, system } = row;
  const { shareId, shareRole, shareBy: by, shareSince, shareEnd: expiresAt } = row;
  const member =
    role && workspaceId ? { role, workspaceId, workspace: workspace ?? "", since: memberSince ?? "" } : null;
  const share = shareId && shareRole ? { id: shareId, role: shareRole, by, since: shareSince ?? "", expiresAt } : null;
  return { userId, instanceAdmin, member, ownerSince, share, system, brought: row.brought };
}

function toEntry(agentId: string, row: Row): AccessEntry {
  const { id, email, name, blocked } = row;
  return { agentId, person: { id, email, name }, ...explain(factsOf(row)), blocked };
}

const newest = [
  { name: "createdAt", column: sql`u."createdAt"`, cast: "timestamptz", direction: "desc", nulls: "none" } as const,
];

/** Everybody who can see an agent, newest people first, and why. Throws `not_found`, `invalid_cursor`. */
export const listAccess = query({
  permission: "agents.oversee",
  target: (db, ctx, { agent }: PageRequest & { agent: AgentRef }) => getAgent(db, ctx, agent),
  run: async ({ target }, { agent: _, ...page }): Promise<Page<AccessEntry>> => {
    assertOneCursor(page);
    const where = sql`u."deletedAt" IS NULL AND ${readers}`;
    const spec = { list: "access", from: tables(target.id), shown, where, order: newest, select: columns };
    const { data, pageInfo } = typedPage<Row>(await keysetPage({ ...spec, id: sql`u."id"` }, page));
    return { data: data.map((row) => toEntry(target.id, row)), pageInfo };
  },
});

async function entryOf(db: Reader, agentId: string, text: string): Promise<AccessEntry> {
  const email = canonicalEmail(text);
  const [row] = await db.$queryRaw<Row[]>`
    SELECT u."id", ${columns} ${tables(agentId)} ${shown} WHERE u."email" = ${email} AND u."deletedAt" IS NULL`;
  if (!row) throw new DomainError("not_found", `Nobody with the address ${text.slice(0, 254)} is known`);
  return toEntry(agentId, row);
}

const explainOther = query({
  permission: "agents.oversee",
  target: (db, ctx, { agent }: { agent: AgentRef; email: string }) => getAgent(db, ctx, agent),
  run: ({ db, target }, { email }) => entryOf(db, target.id, email),
});

/** Why the caller can see an agent. Throws `not_found`. */
export const explainOwnAccess = query({
  permission: "agents.read",
  target: (db, ctx, { agent }: { agent: AgentRef }) => getAgent(db, ctx, agent),
  run: ({ db, ctx, target }) => entryOf(db, target.id, ctx.actor.email),
});

/** Why one person can see an agent, or that they cannot; about oneself every reader may ask. Throws `not_found`. */
export const explainAccess: typeof explainOther = Object.assign(
  (ctx: Parameters<typeof explainOther>[0], input: { agent: AgentRef; email: string }) =>
    canonicalEmail(input.email) === ctx.actor.email ? explainOwnAccess(ctx, input) : explainOther(ctx, input),
  { permission: explainOther.permission },
);
