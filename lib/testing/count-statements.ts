import type pg from "pg";
import { db, readOne, sql } from "@/lib/db";
import type { SharedConnections } from "@/lib/db-shared";

type Asked = { query: (...given: never[]) => unknown };

/** How many statements this process sends to the database while something is done, each of them a round trip. */
export async function countStatements(work: () => Promise<unknown>): Promise<number> {
  await db().$queryRaw`SELECT 1`;
  await readOne(sql`SELECT 1`);
  const { musterPool, musterShared } = globalThis as typeof globalThis & {
    musterPool?: pg.Pool;
    musterShared?: SharedConnections;
  };
  if (!musterPool || !musterShared) throw new Error("no connections");
  const counted = [counting(musterPool), counting(musterShared)];
  let statements = 0;
  try {
    await work();
  } finally {
    for (const stop of counted) statements += stop();
  }
  return statements;
}

/** Counts what is asked of `connections` and answered; gives the number, and counts no more, when it is called. */
function counting(connections: Asked): () => number {
  const own = connections.query;
  let statements = 0;
  connections.query = (...given) => {
    const answer: unknown = own.apply(connections, given);
    if (answer !== null) statements += 1;
    return answer;
  };
  return () => {
    connections.query = own;
    return statements;
  };
}
