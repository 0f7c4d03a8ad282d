import { platformChange } from "@/lib/domain/platform-change";
import { type Clock, readClock } from "@/lib/domain/retention/rules";

/** The time by the database's own clock, and whether it may be acted on; notes what was seen for the next look. */
export const watchClock = platformChange(async ({ tx }, _: null): Promise<{ now: Date; trusted: boolean }> => {
  // One look after the other, also of two supervisors.
  const [before] = await tx.$queryRaw<Clock[]>`SELECT "seenAt", "heldSince" FROM "RetentionClock" FOR UPDATE`;
  const [read] = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS "now"`;
  if (!read) throw new Error("The database did not say the time");
  const { clock, trusted } = readClock(before ?? null, read.now);
  const { seenAt, heldSince } = clock;
  await tx.retentionClock.upsert({ where: { id: 1 }, create: { seenAt, heldSince }, update: { seenAt, heldSince } });
  return { now: read.now, trusted };
});
