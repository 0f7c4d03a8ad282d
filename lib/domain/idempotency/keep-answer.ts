import { openWith, sealWith } from "@/lib/auth/seal";
import { db, type Sql, sql, type Tx } from "@/lib/db";
import type { RepeatKey } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import {
  judgeRepeat,
  KEPT_FOR,
  type KeptAnswer,
  type Known,
  STALE_AFTER,
  UNREAD,
  type Verdict,
} from "@/lib/domain/idempotency/rules";

type Row = Known & { status: number | null; headers: Record<string, string> | null; body: string | null };

const conflict = (message: string, retryAfter?: number) =>
  new DomainError("idempotency_conflict", message, retryAfter ? { retryAfter } : {});

/** Takes the key, if nobody has it; also one whose answer has run out or whose request died before its effect. */
async function take({ callerId, method, path, key }: RepeatKey, bodyHash: string, over: boolean): Promise<boolean> {
  const taken = await db().$executeRaw`
    INSERT INTO "IdempotencyKey" AS k ("callerId", "method", "path", "key", "bodyHash", "state", "createdAt")
    VALUES (${callerId}, ${method}, ${path}, ${key}, ${bodyHash}, 'running', clock_timestamp())
    ON CONFLICT ("callerId", "method", "path", "key") DO UPDATE
      SET "bodyHash" = ${bodyHash}, "state" = 'running', "status" = NULL, "headers" = NULL, "body" = NULL,
        "createdAt" = clock_timestamp()
      WHERE ${over} AND k."createdAt" < clock_timestamp() - make_interval(secs => CASE k."state"
        WHEN 'running' THEN ${STALE_AFTER}::float8 ELSE ${KEPT_FOR}::float8 END)`;
  return taken === 1;
}

async function read({ callerId, method, path, key }: RepeatKey): Promise<Row | undefined> {
  const [row] = await db().$queryRaw<Row[]>`
    SELECT "state", "bodyHash", "status", "headers", "body",
      extract(epoch FROM clock_timestamp() - "createdAt")::float8 AS "ageSeconds"
    FROM "IdempotencyKey"
    WHERE "callerId" = ${callerId} AND "method" = ${method} AND "path" = ${path} AND "key" = ${key}`;
  return row;
}

/** What the first sending was answered. Throws `idempotency_conflict` where there is nothing to give. */
function answerOf({ status, headers, body }: Row, verdict: Verdict, secret: string): KeptAnswer {
  if (verdict === "other_body") throw conflict("This Idempotency-Key was used with another body");
  if (verdict === "answer_lost")
    throw conflict("The first request with this Idempotency-Key was carried out; its answer is lost");
  if (verdict !== "replay" || status === null)
    throw conflict("The first request with this Idempotency-Key is still running", 1);
  return { status, headers: headers ?? {}, body: body === null ? null : openWith(secret, body) };
}

const justEnded = () => conflict("The first request with this Idempotency-Key has just ended; send it again", 1);

/**
 * Marks a request as begun, or gives the answer that its first sending got. `secret` is the key as it was sent: answers
 * are sealed with it. Throws `idempotency_conflict` for another body and while the first one runs.
 */
export async function beginOnce(key: RepeatKey, bodyHash: string, secret: string): Promise<KeptAnswer | null> {
  if (await take(key, bodyHash, false)) return null;
  const row = await read(key);
  // It failed and was forgotten between the two statements.
  if (!row) throw justEnded();
  const verdict = judgeRepeat(row, bodyHash);
  if (verdict === "start_over" && (await take(key, bodyHash, true))) return null;
  return answerOf(row, verdict, secret);
}

/** Marks a request as begun whose body is not read yet; false when its key was used before. `noteBody` must follow. */
export async function beginUnread(key: RepeatKey): Promise<boolean> {
  return take(key, UNREAD, true);
}

/** Notes the body of a request that was begun unread, before anything comes of it. */
export async function noteBody({ callerId, method, path, key }: RepeatKey, bodyHash: string): Promise<void> {
  await db().$executeRaw`UPDATE "IdempotencyKey" SET "bodyHash" = ${bodyHash} WHERE "state" = 'running'
    AND "callerId" = ${callerId} AND "method" = ${method} AND "path" = ${path} AND "key" = ${key}`;
}

/** The answer to the first sending of a request whose body can be read only once. Throws `idempotency_conflict`. */
export async function firstAnswer(key: RepeatKey, bodyHash: string, secret: string): Promise<KeptAnswer> {
  const row = await read(key);
  const verdict = row ? judgeRepeat(row, bodyHash) : "start_over";
  if (!row || verdict === "start_over") throw justEnded();
  return answerOf(row, verdict, secret);
}

/** Notes that a request took effect, where `condition` holds. */
export function doneUpdate({ callerId, method, path, key }: RepeatKey, condition: Sql): Sql {
  return sql`UPDATE "IdempotencyKey" SET "state" = 'done'
    WHERE "callerId" = ${callerId} AND "method" = ${method} AND "path" = ${path} AND "key" = ${key} AND ${condition}`;
}

/** The same in the transaction of the request's change: from then on it is never carried out again. */
export async function markDone(tx: Tx, key: RepeatKey): Promise<void> {
  await tx.$executeRaw(doneUpdate(key, sql`TRUE`));
}

/** Keeps the answer for 24 h, readable only with the key as it was sent. */
export async function keepAnswer(repeat: RepeatKey, secret: string, answer: KeptAnswer): Promise<void> {
  const { callerId, method, path, key } = repeat;
  const body = answer.body === null ? null : sealWith(secret, answer.body);
  await db().$executeRaw`UPDATE "IdempotencyKey" SET "state" = 'answered', "status" = ${answer.status},
      "headers" = ${JSON.stringify(answer.headers)}::jsonb, "body" = ${body}
    WHERE "callerId" = ${callerId} AND "method" = ${method} AND "path" = ${path} AND "key" = ${key}`;
}

/** Forgets a request that failed without effect, so that it may be sent again. */
export async function forgetFailed({ callerId, method, path, key }: RepeatKey): Promise<void> {
  await db().$executeRaw`DELETE FROM "IdempotencyKey" WHERE "state" = 'running'
    AND "callerId" = ${callerId} AND "method" = ${method} AND "path" = ${path} AND "key" = ${key}`;
}
