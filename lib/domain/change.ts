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
function eventsInsert(doer: Doer, events: readonly DomainEvent[], made: { source: Sql; says: Sql }): Sql {
  const rows = JSON.stringify(events.map((event) => storedForm(doer, event)));
  return sql`
    INSERT INTO "Event" ("topic", "type", "targetId", "workspaceId", "userId", "payload")
    SELECT e."topic", e."type", e."targetId", e."workspaceId", e."userId", e."payload" ${made.says}
    FROM ROWS FROM (jsonb_to_recordset(${rows}::jsonb)
      AS ("topic" text, "type" text, "targetId" text, "workspaceId" uuid, "userId" text, "payload" jsonb)) WITH ORDINALITY AS e ${made.source}
    ORDER BY e."ordinality"
    RETURNING "id"`;
}

/** What people are told in their notifications, and whom; nobody twice. */
export type Notice = { userIds: readonly string[]; text: NotificationText };

/** What a change leaves behind: its audit row (null: it leaves none), events in their order, and notifications. */
export type Traces = { record: AuditRecord | null; events: readonly DomainEvent[]; notices: readonly Notice[] };

const tellsAnybody = (notices: readonly Notice[]) => notices.some(({ userIds }) => userIds.length > 0);

/** A notification for each person who wants such things and can sign in. `source`: what there must be a row of. */
function noticesInsert(notices: readonly Notice[], source: Sql): Sql {
  const rows = notices.flatMap(({ userIds, text: { target, body = "", ...text } }) =>
    [...new Set(userIds)].map((userId) => ({
      ...{ id: newId("notification"), userId, ...text, body },
      ...{ targetType: target.type, targetId: target.id, targetName: target.name },
    })),
  );
  return sql`
    INSERT INTO "Notification" ("id", "userId", "kind", "title", "body", "link", "targetType", "targetId", "targetName")
    SELECT n."id", n."userId", n."kind", n."title", n."body", n."link", n."targetType", n."targetId", n."targetName"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n("id" text, "userId" text, "kind" text, "title" text, "body" text,
      "link" text, "targetType" text, "targetId" text, "targetName" text)
    JOIN "User" u ON u."id" = n."userId" ${source}
    WHERE u."disabledAt" IS NULL
      AND (n."kind" = 'security' OR coalesce((u."notificationPreferences"->n."kind"->>'app')::boolean, TRUE))
    RETURNING *`;
}

/** The events that tell people's open pages of the notifications `t` that were made. */
function noticesHeard(doer: Doer): Sql {
  const { payload } = storedForm(doer, {
    topic: "notifications",
    type: "notification",
    targetId: null,
    workspaceId: null,
  });
  return sql`
    INSERT INTO "Event" ("topic", "type", "targetId", "userId", "payload")
    SELECT 'notifications', 'notification', t."id", t."userId", ${JSON.stringify(payload)}::jsonb || jsonb_build_object('id', t."id",
      'data', jsonb_build_object('kind', t."kind", 'title', t."title", 'body', t."body", 'link', t."link"))
    FROM told t RETURNING "id"`;
}

/** Statements that store traces, and a query for the ids of their events. */
type Storing = { statements: Sql[]; heard: Sql };

/** `made`: there must be a row `a` of it, and this is what it adds to what events say. */
function storing(doer: Doer, { record, events, notices }: Traces, made?: { says: Sql }): Storing {
  const such = made ? sql`CROSS JOIN made a` : sql``;
  const says = made ? sql`|| ${made.says}` : sql``;
  const statements = [sql`stored AS (${eventsInsert(doer, events, { source: such, says })})`];
  if (record) statements.push(sql`audited AS (${auditInsert(doer, record, made ? sql`FROM made` : undefined)})`);
  if (!tellsAnybody(notices)) return { statements, heard: sql`SELECT "id" FROM stored` };
  statements.push(sql`told AS (${noticesInsert(notices, such)})`, sql`heard AS (${noticesHeard(doer)})`);
  return { statements, heard: sql`SELECT "id" FROM stored UNION ALL SELECT "id" FROM heard` };
}

/**
 * Stores what a change leaves behind, in one statement; browsers hear of its events after commit. `also`: a SELECT of one text
 * that is carried out with them.
 */
export async function insertTraces(
  tx: Pick<Tx, "$executeRaw">,
  doer: Doer,
  traces: Traces,
  also: Sql | null = null,
): Promise<void> {
  const { record, events, notices } = traces;
  if (events.length === 0 && !tellsAnybody(notices)) {
    if (record) await insertAudit(tx, doer, record);
    return;
  }
  const { statements, heard } = storing(doer, traces);
  const further = also ? sql`UNION ALL (${also})` : sql``;
  await tx.$executeRaw`WITH ${Prisma.join(statements)}
    SELECT pg_notify('muster_event', h."id"::text)::text FROM (${heard}) h ${further}`;
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
export function makingStatement(doer: Doer, traces: Traces, { made, parts = [], columns, says }: Making): Sql {
  const { statements, heard } = storing(doer, traces, { says });
  const further = parts.map((part, at) => sql`${Prisma.raw(`part_${at}`)} AS (${part})`);
  return sql`WITH made AS (${made}), ${Prisma.join([...statements, ...further])}
    SELECT ${columns} FROM made a WHERE (SELECT count(pg_notify('muster_event', h."id"::text)) FROM (${heard}) h) >= 0`;
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
