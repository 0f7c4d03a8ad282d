import { openWith, sealWith } from "@/lib/auth/seal";
import { db, type Tx } from "@/lib/db";
import type { RepeatKey } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { judgeRepeat, KEPT_FOR, type KeptAnswer, type Known, STALE_AFTER } from "@/lib/domain/idempotency/rules";

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

/**
 * Marks a request as begun, or gives the answer that its first sending got. `secret` is the key as it was sent: answers
 * are sealed with it. Throws `idempotency_conflict` for another body and while the first one runs.
 */
export async function beginOnce(key: RepeatKey, bodyHash: string, secret: string): Promise<KeptAnswer | null> {
  if (await take(key, bodyHash, false)) return null;
  const row = await read(key);
  // It failed and was forgotten between the two statements.
  if (!row) throw conflict("The first request with this Idempotency-Key has just ended; send it again", 1);
  const verdict = judgeRepeat(row, bodyHash);
  if (verdict === "start_over" && (await take(key, bodyHash, true))) return null;
  if (verdict === "other_body") throw conflict("This Idempotency-Key was used with another body");
  if (verdict === "answer_lost")
    throw conflict("The first request with this Idempotency-Key was carried out; its answer is lost");
  const { status, headers, body } = row;
  if (verdict !== "replay" || status === null)
    throw conflict("The first request with this Idempotency-Key is still running", 1);
  return { status, headers: headers ?? {}, body: body === null ? null : openWith(secret, body) };
}

/** Notes, in the transaction of a request's change, that it took effect: from then on it is never carried out again. */
export async function markDone(tx: Tx, { callerId, method, path, key }: RepeatKey): Promise<void> {
  await tx.$executeRaw`UPDATE "IdempotencyKey" SET "state" = 'done'
    WHERE "callerId" = ${callerId} AND "method" = ${method} AND "path" = ${path} AND "key" = ${key}`;
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
