import { Prisma } from "@/generated/prisma/client";
import { type Sql, sql, type Tx } from "@/lib/db";
import { signatureOf } from "@/lib/domain/audit/sign-record";
import { type Ctx, callingAgent } from "@/lib/domain/context";
import { newId } from "@/lib/domain/ids";

type Json = Prisma.InputJsonValue;
export type AuditTarget = { type: string; id: string; name: string; workspaceId: string | null };

export const eventTopics = ["agents", "packages", "resources", "notifications", "fleet"] as const;
export type EventTopic = (typeof eventTopics)[number];

/** What browsers and clients are told after commit. `userId` set: for that person alone. */
export type DomainEvent = {
  topic: EventTopic;
  type: string;
  targetId: string | null;
  name?: string;
  number?: number;
  workspaceId: string | null;
  userId?: string | null;
  data?: Record<string, Json | null>;
};

export type Job = { task: string; payload: Record<string, Json>; key: string; runAt?: Date; maxAttempts?: number };

/** Who an audit row or event names: a person through a credential, an agent through its runtime token, or the platform itself. */
export type Doer = {
  type: "user" | "agent" | "system" | "anonymous";
  id: string | null;
  name: string;
  via: string;
  origin: Ctx["origin"] | null;
};

export const platform: Doer = { type: "system", id: null, name: "Muster", via: "job", origin: null };

/** The caller of a verb as audit rows name them. */
export function doerOf(ctx: Ctx): Doer {
  const { actor, origin } = ctx;
  const type = callingAgent(actor) === null ? "user" : "agent";
  return { type, id: actor.userId, name: actor.name, via: actor.credential.kind, origin };
}

/** Somebody who has not shown who they are. */
export function strangerFrom(origin: Ctx["origin"]): Doer {
  return { type: "anonymous", id: null, name: "Unknown", via: "none", origin };
}

export type AuditRecord = {
  action: string;
  target: AuditTarget | null;
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
  outcome?: "success" | "denied" | "failed";
  override?: boolean;
};

function json(value: Record<string, unknown> | null | undefined): string | null {
  return value ? JSON.stringify(value) : null;
}

function parsed(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}

/** `from`: what there must be a row of. */
function auditInsert(doer: Doer, record: AuditRecord, from: Sql = sql``): Sql {
  const { target, action, outcome = "success", override = false } = record;
  const [type, id, name] = [target?.type ?? null, target?.id ?? null, target?.name ?? null];
  const workspaceId = target?.workspaceId?.toLowerCase() ?? null;
  const [before, after] = [json(record.before), json(record.after)];
  const { requestId = null, address = null, userAgent = null } = doer.origin ?? {};
  const eventId = newId("audit");
  const head = [eventId, doer.type, doer.id, doer.name, doer.via, action, type, id, name, workspaceId];
  const tail = [outcome, override, requestId, address, userAgent];
  const signature = signatureOf([...head, parsed(before), parsed(after), ...tail]);
  return sql`
    INSERT INTO "AuditEvent" ("id", "actorType", "actorId", "actorName", "via", "action", "targetType", "targetId",
      "targetName", "workspaceId", "before", "after", "outcome", "override", "requestId", "address", "userAgent", "signature")
    SELECT ${eventId}, ${doer.type}, ${doer.id}, ${doer.name}, ${doer.via}, ${action}, ${type}, ${id}, ${name},
      ${workspaceId}::uuid, ${before}::jsonb, ${after}::jsonb, ${outcome}, ${override}, ${requestId}, ${address},
      ${userAgent}, ${signature} ${from}`;
}

/** Inserts one signed audit row; belongs into the transaction of its change. */
export async function insertAudit(tx: Pick<Tx, "$executeRaw">, doer: Doer, record: AuditRecord): Promise<void> {
  await tx.$executeRaw(auditInsert(doer, record));
}

function storedForm(doer: Doer, event: DomainEvent) {
  const { topic, type, targetId, workspaceId, userId = null, name = null, number = null, data = {} } = event;
  const payload = { type, id: targetId, name, number, workspaceId, actorId: doer.id, actorName: doer.name, data };
  return { topic, type, targetId, workspaceId, userId, payload };
}

/** In the order of the list. `made`: what there must be a row of, and what it adds to the payload. */
function eventsInsert(doer: Doer, events: readonly DomainEvent[], made = { source: sql``, says: sql`` }): Sql {
  const rows = JSON.stringify(events.map((event) => storedForm(doer, event)));
  return sql`
    INSERT INTO "Event" ("topic", "type", "targetId", "workspaceId", "userId", "payload")
    SELECT e."topic", e."type", e."targetId", e."workspaceId", e."userId", e."payload" ${made.says}
    FROM ROWS FROM (jsonb_to_recordset(${rows}::jsonb)
      AS ("topic" text, "type" text, "targetId" text, "workspaceId" uuid, "userId" text, "payload" jsonb)) WITH ORDINALITY AS e ${made.source}
    ORDER BY e."ordinality"
    RETURNING "id"`;
}

/**
 * Stores what a change leaves behind, in one statement: its audit row (null: it leaves none) and its events, which
 * browsers hear of after commit. `also`: a SELECT of one text that is carried out with them.
 */
export async function insertTraces(
  tx: Pick<Tx, "$executeRaw">,
  doer: Doer,
  record: AuditRecord | null,
  events: readonly DomainEvent[],
  also: Sql | null = null,
): Promise<void> {
  if (events.length === 0) {
    if (record) await insertAudit(tx, doer, record);
    return;
  }
  const audited = record ? sql`audited AS (${auditInsert(doer, record)}),` : sql``;
  const further = also ? sql`UNION ALL (${also})` : sql``;
  await tx.$executeRaw`WITH ${audited} stored AS (${eventsInsert(doer, events)})
    SELECT pg_notify('muster_event', "id"::text)::text FROM stored ${further}`;
}

/** What a command makes with one statement. */
export type Making = {
  /** Inserts at most one row and returns all of it. */
  made: Sql;
  /** Statements for what belongs to it; they read the row from `made`. */
  parts?: readonly Sql[];
  /** What is given back of row `a`. */
  columns: Sql;
  /** What its events say of row `a` besides, as a JSON object. */
  says: Sql;
};

/** The statement that makes a row and leaves all its traces; where it makes none, it leaves none and gives nothing back. */
export function makingStatement(doer: Doer, record: AuditRecord, events: readonly DomainEvent[], making: Making): Sql {
  const { made, parts = [], columns, says } = making;
  const stored = eventsInsert(doer, events, { source: sql`CROSS JOIN made a`, says: sql`|| ${says}` });
  const further = parts.map((part, at) => sql`, ${Prisma.raw(`part_${at}`)} AS (${part})`);
  return sql`WITH made AS (${made}), audited AS (${auditInsert(doer, record, sql`FROM made`)}), stored AS (${stored})
    ${further.length > 0 ? Prisma.join(further, "") : sql``}
    SELECT ${columns} FROM made a WHERE (SELECT count(pg_notify('muster_event', s."id"::text)) FROM stored s) >= 0`;
}

/** Adds a job that runs after commit; a waiting job with the same key is replaced, a running one runs once more. */
export async function insertJob(tx: Pick<Tx, "$executeRaw">, job: Job): Promise<void> {
  await tx.$executeRaw`SELECT graphile_worker.add_job(${job.task}::text, ${JSON.stringify(job.payload)}::json,
    run_at := ${job.runAt ?? null}::timestamptz, max_attempts := ${job.maxAttempts ?? 5}::int,
    job_key := ${job.key}::text, job_key_mode := 'replace')`;
}

export type NotificationText = {
  kind: string;
  title: string;
  body?: string;
  link: string;
  target: AuditTarget;
};

/** Leaves a notification with each person who wants such things and can sign in; gives the events that tell their open pages of it. */
export async function insertNotifications(tx: Tx, userIds: string[], text: NotificationText): Promise<DomainEvent[]> {
  const { kind, title, body = "", link, target } = text;
  if (userIds.length === 0) return [];
  const candidates = [...new Set(userIds)].map((userId) => ({ id: newId("notification"), userId }));
  const rows = await tx.$queryRaw<{ id: string; userId: string }[]>`
    INSERT INTO "Notification" ("id", "userId", "kind", "title", "body", "link", "targetType", "targetId", "targetName")
    SELECT n."id", n."userId", ${kind}, ${title}, ${body}, ${link}, ${target.type}, ${target.id}, ${target.name}
    FROM jsonb_to_recordset(${JSON.stringify(candidates)}::jsonb) AS n("id" text, "userId" text)
    JOIN "User" u ON u."id" = n."userId"
    WHERE u."disabledAt" IS NULL
      AND (${kind}::text = 'security' OR coalesce((u."notificationPreferences"->${kind}::text->>'app')::boolean, TRUE))
    RETURNING "id", "userId"`;
  return rows.map(({ id, userId }) => ({
    topic: "notifications",
    type: "notification",
    targetId: id,
    workspaceId: null,
    userId,
    data: { kind, title, body, link },
  }));
}
