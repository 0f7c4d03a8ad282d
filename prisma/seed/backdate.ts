import { db, sql } from "@/lib/db";

const DAY = 86_400_000;

/** The time so many days ago, at a minute of the working day that depends on `salt`. */
export function daysAgo(days: number, salt = 0): Date {
  const shift = ((salt * 37) % 480) * 60_000;
  return new Date(Math.min(Date.now() - days * DAY - shift, Date.now()));
}

/** A time column moved by the same distance, where it lies within what was just done. */
const moved = (column: string, from: Date, to: Date) => {
  const name = sql([`"${column}"`]);
  return sql`${name} = CASE WHEN ${name} >= ${from} THEN ${name} + (${to}::timestamptz - ${from}::timestamptz) ELSE ${name} END`;
};

/**
 * Does something to one agent through the real commands and moves the times that it left to `when`. The audit trail
 * keeps the true times: it cannot be changed.
 */
export async function at<T>(when: Date, agentOf: (result: T) => string, act: () => Promise<T>): Promise<T> {
  const [clock] = await db().$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS "now"`;
  if (!clock) throw new Error("the database has no clock");
  const result = await act();
  await moveTimes(agentOf(result), clock.now, when);
  return result;
}

async function moveTimes(agentId: string, from: Date, to: Date): Promise<void> {
  const move = (column: string) => moved(column, from, to);
  const ofAgent = sql`"packageId" IN (SELECT "id" FROM "Package" WHERE "agentId" = ${agentId})`;
  await db().$transaction(async (tx) => {
    // First, as everybody does who changes an agent.
    await tx.$queryRaw`SELECT 1 FROM "Agent" WHERE "id" = ${agentId} FOR NO KEY UPDATE`;
    await tx.$executeRaw`UPDATE "Agent" SET ${move("createdAt")}, ${move("updatedAt")}, ${move("statusChangedAt")},
      ${move("deletedAt")} WHERE "id" = ${agentId}`;
    await tx.$executeRaw`UPDATE "Package" SET ${move("submittedAt")}, ${move("queuedAt")}, ${move("scannedAt")},
      ${move("claimedAt")}, ${move("reviewedAt")}, ${move("installAt")} WHERE "agentId" = ${agentId}`;
    await tx.$executeRaw`UPDATE "PackageStep" SET ${move("at")} WHERE ${ofAgent}`;
    await tx.$executeRaw`UPDATE "ThreadEntry" SET ${move("createdAt")} WHERE ${ofAgent}`;
    await tx.$executeRaw`UPDATE "AgentVersion" SET ${move("createdAt")}, ${move("publishedAt")} WHERE "agentId" = ${agentId}`;
    await tx.$executeRaw`UPDATE "Notification" SET ${move("createdAt")} WHERE "targetId" = ${agentId}
      OR "targetId" IN (SELECT "id" FROM "Package" WHERE "agentId" = ${agentId})`;
  });
}
