import type { Tx } from "@/lib/db";
import { DomainError } from "@/lib/domain/faults";
import { platformChange } from "@/lib/domain/platform-change";

const FIRST_PORT = 2_222;
const MOST_PORTS = 2_000;
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

type Refused = { agentId: string; taken: readonly number[] };

/**
 * Leases another port to an agent, the lowest that is neither leased nor among `taken`, which other programs of the machine
 * have; null, and no port, where there is none.
 */
export const leaseOtherPort = platformChange(async ({ tx }, { agentId, taken }: Refused): Promise<number | null> => {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::bigint)`;
  const [leased] = await tx.$queryRaw<{ port: number | null }[]>`
    UPDATE "Runtime" SET "port" = (
      SELECT p FROM generate_series(${FIRST_PORT}::int, ${FIRST_PORT + MOST_PORTS - 1}::int) p
      WHERE p <> ALL(${[...taken]}::int[]) AND NOT EXISTS (SELECT 1 FROM "Runtime" r WHERE r."port" = p) ORDER BY p LIMIT 1)
    WHERE "agentId" = ${agentId} AND "port" IS NOT NULL RETURNING "port"`;
  return leased?.port ?? null;
});

/** Gives an agent's port back; its next start leases one again. */
export const givePortBack = platformChange(async ({ tx }, agentId: string): Promise<void> => {
  await tx.$executeRaw`UPDATE "Runtime" SET "port" = NULL WHERE "agentId" = ${agentId}`;
});
