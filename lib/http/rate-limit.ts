import pg from "pg";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { databaseUrl } from "@/lib/db";
import { DomainError } from "@/lib/domain/faults";
import { settings } from "@/lib/env";

const WINDOW = 60;

type Limits = { general: RateLimiterPostgres; pool: pg.Pool };
const shared = globalThis as typeof globalThis & { musterLimits?: Limits };

/** Counters shared by all processes through PostgreSQL; each process counts in memory while that is away. */
function limits(): Limits {
  if (shared.musterLimits) return shared.musterLimits;
  const points = settings().MUSTER_RATE_LIMIT;
  const pool = new pg.Pool({ connectionString: databaseUrl(), max: 2, connectionTimeoutMillis: 1_000 });
  pool.on("error", () => undefined);
  const general = new RateLimiterPostgres({
    storeClient: pool,
    storeType: "pool",
    tableName: "RateLimit",
    tableCreated: true,
    keyPrefix: "http",
    points,
    duration: WINDOW,
    inMemoryBlockOnConsumed: points + 1,
    insuranceLimiter: new RateLimiterMemory({ keyPrefix: "http", points, duration: WINDOW }),
  });
  shared.musterLimits = { general, pool };
  return shared.musterLimits;
}

/** Counts one request of a caller; throws `rate_limited` with the seconds to wait when the minute is used up. */
export async function countRequest(caller: string): Promise<void> {
  if (settings().MUSTER_RATE_LIMIT === 0) return;
  try {
    await limits().general.consume(caller);
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason;
    const retryAfter = Math.max(1, Math.ceil(reason.msBeforeNext / 1000));
    throw new DomainError("rate_limited", `Too many requests; try again in ${retryAfter} seconds`, { retryAfter });
  }
}

/** Ends the counters' connections. */
export async function closeRateLimit(): Promise<void> {
  await shared.musterLimits?.pool.end();
  shared.musterLimits = undefined;
}
