import pg from "pg";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { databaseUrl } from "@/lib/db";
import { DomainError } from "@/lib/domain/faults";
import { settings } from "@/lib/env";

const WINDOW = 60;

type Limits = { pool: pg.Pool; counters: Map<string, RateLimiterPostgres> };
const shared = globalThis as typeof globalThis & { musterLimits?: Limits };

function makePool(): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl(), max: 2, connectionTimeoutMillis: 1_000 });
  pool.on("error", () => undefined);
  return pool;
}

/** A counter shared by all processes through PostgreSQL; each process counts in memory while that is away. */
function counterOf(keyPrefix: string, points: number): RateLimiterPostgres {
  shared.musterLimits ??= { pool: makePool(), counters: new Map() };
  const { pool, counters } = shared.musterLimits;
  const name = `${keyPrefix}:${points}`;
  const known = counters.get(name);
  if (known) return known;
  const made = new RateLimiterPostgres({
    storeClient: pool,
    storeType: "pool",
    tableName: "RateLimit",
    tableCreated: true,
    keyPrefix,
    points,
    duration: WINDOW,
    inMemoryBlockOnConsumed: points + 1,
    insuranceLimiter: new RateLimiterMemory({ keyPrefix, points, duration: WINDOW }),
  });
  counters.set(name, made);
  return made;
}

export type RateWindow = { limit: number; over: boolean; remaining: number; milliseconds: number };

/** Counts one request of a caller in the counter of that name; `milliseconds` until the window ends. */
export async function countIn(name: string, caller: string, limit: number): Promise<RateWindow> {
  const stateOf = (result: RateLimiterRes, over: boolean): RateWindow => {
    const remaining = over ? 0 : Math.max(0, result.remainingPoints);
    return { limit, over, remaining, milliseconds: Math.max(0, result.msBeforeNext) };
  };
  try {
    return stateOf(await counterOf(name, limit).consume(caller), false);
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason;
    return stateOf(reason, true);
  }
}

/** Counts one request of a caller; throws `rate_limited` with the seconds to wait when the minute is used up. */
export async function countRequest(caller: string): Promise<void> {
  const limit = settings().MUSTER_RATE_LIMIT;
  if (limit === 0) return;
  const { over, milliseconds } = await countIn("http", caller, limit);
  if (!over) return;
  const retryAfter = Math.max(1, Math.ceil(milliseconds / 1000));
  throw new DomainError("rate_limited", `Too many requests; try again in ${retryAfter} seconds`, { retryAfter });
}

/** Ends the counters' connections. */
export async function closeRateLimit(): Promise<void> {
  await shared.musterLimits?.pool.end();
  shared.musterLimits = undefined;
}
