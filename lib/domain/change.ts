import type { Prisma } from "@/generated/prisma/client";
import { type Sql, sql, type Tx } from "@/lib/db";
import { signatureOf } from "@/lib/domain/audit/sign-record";
import type { Ctx } from "@/lib/domain/context";
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

/** Who an audit row or event names: a person through a credential, or the platform itself. */
export type Doer = {
  type: "user" | "system" | "anonymous";
  id: string | null;
  name: string;
  via: string;
  origin: Ctx["origin"] | null;
};

export const platform: Doer = { type: "system", id: null, name: "Muster", via: "job", origin: null };

/** The caller of a verb as audit rows name them. */
export function doerOf(ctx: Ctx): Doer {
  const { actor, origin } = ctx;
  return { type: "user", id: actor.userId, name: actor.name, via: actor.credential.kind, origin };
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

/** Inserts one signed audit row; belongs into the transaction of its change. */
export async function insertAudit(tx: Pick<Tx, "$executeRaw">, doer: Doer, record: AuditRecord): Promise<void> {
  const { target, action, outcome = "success", override = false } = record;
  const [type, id, name] = [target?.type ?? null, target?.id ?? null, target?.name ?? null];
  const workspaceId = target?.workspaceId?.toLowerCase() ?? null;
  const [before, after] = [json(record.before), json(record.after)];
  const { requestId = null, address = null, userAgent = null } = doer.origin ?? {};
  const eventId = newId("audit");
  const head = [eventId, doer.type, doer.id, doer.name, doer.via, action, type, id, name, workspaceId];
  const tail = [outcome, override, requestId, address, userAgent];
  const signature = signatureOf([...head, parsed(before), parsed(after), ...tail]);
  await tx.$executeRaw`
    INSERT INTO "AuditEvent" ("id", "actorType", "actorId", "actorName", "via", "action", "targetType", "targetId",
      "targetName", "workspaceId", "before", "after", "outcome", "override", "requestId", "address", "userAgent", "signature")
    VALUES (${eventId}, ${doer.type}, ${doer.id}, ${doer.name}, ${doer.via}, ${action}, ${type}, ${id}, ${name},
      ${workspaceId}::uuid, ${before}::jsonb, ${after}::jsonb, ${outcome}, ${override}, ${requestId}, ${address},
      ${userAgent}, ${signature})`;
}

function eventInsert(doer: Doer, event: DomainEvent): Sql {
  const payload = JSON.stringify({
    type: event.type,
    id: event.targetId,
    name: event.name ?? null,
    number: event.number ?? null,
    workspaceId: event.workspaceId,
    actorId: doer.id,
    actorName: doer.name,
    data: event.data ?? {},
  });
  return sql`WITH stored AS (
      INSERT INTO "Event" ("topic", "type", "targetId", "workspaceId", "userId", "payload")
      VALUES (${event.topic}, ${event.type}, ${event.targetId}, ${event.workspaceId}::uuid, ${event.userId ?? null}, ${payload}::jsonb)
      RETURNING "id")
    SELECT pg_notify('muster_event', "id"::text) FROM stored`;
}

/** Stores one event and announces it; browsers hear of it after commit. */
export async function insertEvent(tx: Pick<Tx, "$executeRaw">, doer: Doer, event: DomainEvent): Promise<void> {
  await tx.$executeRaw(eventInsert(doer, event));
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

/** Leaves a notification with each person and tells their open pages. */
export async function insertNotifications(
  tx: Tx,
  doer: Doer,
  userIds: string[],
  text: NotificationText,
): Promise<void> {
  const { kind, title, body = "", link, target } = text;
  const about = { targetType: target.type, targetId: target.id, targetName: target.name };
  const rows = [...new Set(userIds)].map((userId) => ({
    id: newId("notification"),
    userId,
    kind,
    title,
    body,
    link,
    ...about,
  }));
  if (rows.length === 0) return;
  await tx.notification.createMany({ data: rows });
  for (const row of rows) {
    const event = {
      topic: "notifications",
      type: "notification",
      targetId: row.id,
      workspaceId: null,
      userId: row.userId,
    } as const;
    await insertEvent(tx, doer, { ...event, data: { kind, title, body, link } });
  }
}
