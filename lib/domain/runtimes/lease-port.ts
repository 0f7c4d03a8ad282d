import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/domain/faults";
import { FIRST_PORT, MOST_PORTS } from "@/lib/domain/runs/rules";

/** Any number that no other advisory lock of this database has. */
const LOCK = 2_222_001;

/**
 * Leases the lowest free SSH port to an agent, for its life; one that has a port keeps it. Everybody who leases waits for
 * the others, so that no port is leased twice. Throws `unavailable` when all are taken.
 */
export async function leasePort(tx: Tx, agentId: string): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::bigint)`;
  const [leased] = await tx.$queryRaw<{ port: number }[]>`
    INSERT INTO "Runtime" ("agentId", "driver", "port")
    SELECT ${agentId}, 'process', p FROM generate_series(${FIRST_PORT}::int, ${FIRST_PORT + MOST_PORTS - 1}::int) p
    WHERE NOT EXISTS (SELECT 1 FROM "Runtime" r WHERE r."port" = p) ORDER BY p LIMIT 1
    ON CONFLICT ("agentId") DO UPDATE SET "port" = coalesce("Runtime"."port", excluded."port")
    RETURNING "port"`;
  if (leased) return leased.port;
  throw new DomainError("unavailable", "No free port for SSH; delete agents that are not needed", { retryAfter: 60 });
}
