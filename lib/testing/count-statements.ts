import type pg from "pg";
import { db } from "@/lib/db";

/** How many statements this process sends to the database while something is done, each of them a round trip. */
export async function countStatements(work: () => Promise<unknown>): Promise<number> {
  await db().$queryRaw`SELECT 1`;
  const { musterPool: pool } = globalThis as typeof globalThis & { musterPool?: pg.Pool };
  if (!pool) throw new Error("no connections");
  const own = pool.query;
  let statements = 0;
  pool.query = ((...given: Parameters<typeof own>) => {
    statements += 1;
    return own.apply(pool, given);
  }) as typeof own;
  try {
    await work();
  } finally {
    pool.query = own;
  }
  return statements;
}
