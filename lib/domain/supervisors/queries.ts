import { db } from "@/lib/db";
import { DEAD_AFTER } from "@/lib/domain/supervisors/rules";

/** Whether anybody is there to run agents. */
export async function hasSupervisor(): Promise<boolean> {
  const alive = { lastSeenAt: { gt: new Date(Date.now() - DEAD_AFTER) } };
  return (await db().supervisor.count({ where: alive })) > 0;
}
