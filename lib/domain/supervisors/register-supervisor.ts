import { db } from "@/lib/db";
import { transaction } from "@/lib/db-transaction";
import { newId } from "@/lib/domain/ids";
import { DEAD_AFTER } from "@/lib/domain/supervisors/rules";

export type SupervisorAddress = { url: string; secret: string; isolation: string; driver: string; machine: string };

/** Enters a new supervisor and gives its id. Earlier ones of the same machine are gone: only one runs there. */
export async function registerSupervisor({ machine, ...address }: SupervisorAddress): Promise<string> {
  const id = newId("supervisor");
  await transaction(async (tx) => {
    await tx.supervisor.deleteMany({ where: { machine } });
    await tx.supervisor.create({ data: { id, machine, ...address } });
  });
  await releaseDead();
  return id;
}

/** Removes supervisors that gave no sign; what they held is free, and what they ran counts as not running; containers live on and are adopted. */
export async function releaseDead(): Promise<number> {
  const before = new Date(Date.now() - DEAD_AFTER);
  const { count } = await db().supervisor.deleteMany({ where: { lastSeenAt: { lt: before } } });
  await db()
    .$executeRaw`UPDATE "Runtime" SET "observedState" = 'stopped', "loadedPackageId" = NULL, "startedAt" = NULL, "observedAt" = now(),
      "doorUrl" = NULL, "doorKey" = NULL, "tokenHash" = NULL
    WHERE "supervisorId" IS NULL AND "driver" IN ('loader', 'process') AND "observedState" = 'running'`;
  return count;
}

/** Says that a supervisor lives; false when others took it for dead. */
export async function signOfLife(id: string): Promise<boolean> {
  const { count } = await db().supervisor.updateMany({ where: { id }, data: { lastSeenAt: new Date() } });
  return count === 1;
}

/** Takes a supervisor out in order, at its end. */
export async function leaveSupervisor(id: string): Promise<void> {
  await db().supervisor.deleteMany({ where: { id } });
}
