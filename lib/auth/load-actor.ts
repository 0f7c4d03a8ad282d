import { db, type Sql, sql } from "@/lib/db";
import type { Actor, ContractName, Credential, Membership, Scope } from "@/lib/domain/context";
import { log } from "@/lib/log";

/** A browser's session ends after so many minutes without a request. */
export const IDLE_MINUTES = 30;
/** `lastSeenAt` and `lastUsedAt` are written at most this often, s. */
const TOUCH_SECONDS = 60;

type PersonalKind = Exclude<Credential["kind"], "agent">;
export type SentCredential = { kind: PersonalKind; hash: string };

type Row = {
  userId: string;
  email: string;
  name: string;
  instanceAdmin: boolean;
  defaultWorkspaceId: string | null;
  memberships: Membership[];
  id: string;
  scopes: Scope[] | null;
  contract: ContractName | null;
  workspaceId: string | null;
  expiresAt: Date;
  stale: boolean;
};

const person = sql`u."id" AS "userId", u."email", u."name", u."instanceAdmin", u."defaultWorkspaceId"::text AS "defaultWorkspaceId",
  (SELECT coalesce(json_agg(json_build_object('workspaceId', w."id", 'slug', w."slug", 'name', w."name", 'role', m."role",
      'canSubmit', m."canSubmit", 'whoMaySubmit', w."whoMaySubmit") ORDER BY m."createdAt", w."id"), '[]')
    FROM "Membership" m JOIN "Workspace" w ON w."id" = m."workspaceId" WHERE m."userId" = u."id") AS "memberships"`;

function bySession({ kind, hash }: SentCredential): Sql {
  const browser = kind === "session";
  const alive = browser ? sql`AND s."lastSeenAt" > now() - make_interval(mins => ${IDLE_MINUTES}::int)` : sql``;
  return sql`SELECT ${person}, s."id", NULL AS "scopes", s."contract", s."workspaceId"::text AS "workspaceId", s."expiresAt",
      s."lastSeenAt" < now() - make_interval(secs => ${TOUCH_SECONDS}::int) AS "stale"
    FROM "Session" s JOIN "User" u ON u."id" = s."userId"
    WHERE s."secretHash" = ${hash} AND s."kind" = ${browser ? "browser" : "token"} AND s."expiresAt" > now() ${alive}
      AND u."disabledAt" IS NULL`;
}

function byKey({ hash }: SentCredential): Sql {
  return sql`SELECT ${person}, k."id", k."scopes", k."contract", k."workspaceId"::text AS "workspaceId",
      CASE WHEN k."secretHash" = ${hash} THEN k."expiresAt" ELSE least(k."expiresAt", k."previousUntil") END AS "expiresAt",
      coalesce(k."lastUsedAt" < now() - make_interval(secs => ${TOUCH_SECONDS}::int), TRUE) AS "stale"
    FROM "ApiKey" k JOIN "User" u ON u."id" = k."userId"
    WHERE (k."secretHash" = ${hash} OR (k."previousHash" = ${hash} AND k."previousUntil" > now()))
      AND k."revokedAt" IS NULL AND k."expiresAt" > now() AND u."disabledAt" IS NULL
      AND (u."instanceAdmin" OR EXISTS (
        SELECT 1 FROM "Membership" m WHERE m."userId" = u."id" AND m."workspaceId" = k."workspaceId"))`;
}

/** Notes that a credential was used; nobody waits for it, and a failure costs nothing but the note. */
function touch(kind: PersonalKind, id: string, address: string | null): void {
  const seconds = sql`make_interval(secs => ${TOUCH_SECONDS}::int)`;
  const note =
    kind === "key"
      ? sql`UPDATE "ApiKey" SET "lastUsedAt" = now(), "lastUsedAddress" = ${address}
          WHERE "id" = ${id} AND ("lastUsedAt" IS NULL OR "lastUsedAt" < now() - ${seconds})`
      : sql`UPDATE "Session" SET "lastSeenAt" = now() WHERE "id" = ${id} AND "lastSeenAt" < now() - ${seconds}`;
  db()
    .$executeRaw(note)
    .catch((error: unknown) => log().warn({ err: error, credential: id }, "use of a credential was not noted"));
}

/** Who stands behind a credential right now, in one statement; null when it is unknown, ended, or its person disabled. */
export async function loadActor(sent: SentCredential, address: string | null): Promise<Actor | null> {
  const [row] = await db().$queryRaw<Row[]>(sent.kind === "key" ? byKey(sent) : bySession(sent));
  if (!row) return null;
  if (row.stale) touch(sent.kind, row.id, address);
  const { userId, email, name, instanceAdmin, defaultWorkspaceId, memberships } = row;
  const { id, scopes, contract, workspaceId, expiresAt } = row;
  const credential = { kind: sent.kind, id, scopes, contract, workspaceId, expiresAt };
  return { userId, email, name, instanceAdmin, defaultWorkspaceId, memberships, credential };
}

/** A runtime token has no day on which it ends. */
const NEVER = new Date(8_640_000_000_000_000);

/**
 * The agent behind the hash of a runtime token; null when it is none, or not that of the latest start, or when its agent
 * should not run now: stopped, disabled or deleted. Nothing of it is kept: it ends with the command that ends the run.
 */
export async function loadAgentActor(hash: string): Promise<Actor | null> {
  const [row] = await db().$queryRaw<{ id: string; name: string; workspaceId: string | null }[]>`
    SELECT a."id", a."name", a."workspaceId"::text AS "workspaceId"
    FROM "Runtime" r JOIN "Agent" a ON a."id" = r."agentId"
    WHERE r."tokenHash" = ${hash} AND r."desiredState" = 'running' AND a."deletedAt" IS NULL
      AND a."reviewStatus" <> 'DISABLED'`;
  if (!row) return null;
  const { id, name, workspaceId } = row;
  const credential = { kind: "agent", id, scopes: null, contract: null, workspaceId, expiresAt: NEVER } as const;
  const nobody = { email: "", instanceAdmin: false, defaultWorkspaceId: null, memberships: [] };
  return { userId: id, name, ...nobody, credential };
}
