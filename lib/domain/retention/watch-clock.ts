import { z } from "zod";
import { platformChange } from "@/lib/domain/platform-change";
import { type Look, readClock } from "@/lib/domain/retention/rules";

const stored = z.object({
  seenAt: z.date(),
  doubts: z.array(z.object({ gap: z.number().nullable(), proof: z.number() })),
});

/** The last look of this process: between two of its own it knows how much time has really passed. */
let own: Look | null = null;

/** How late it is at least by the database's own clock, null where that has to prove itself first; notes what was seen for the next look. */
export const watchClock = platformChange(async ({ tx }, _: null): Promise<Date | null> => {
  // One look after the other, also of two supervisors.
  const [before] = await tx.$queryRaw<unknown[]>`SELECT "seenAt", "doubts" FROM "RetentionClock" FOR UPDATE`;
  const [read] = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS "now"`;
  if (!read) throw new Error("The database did not say the time");
  const look = { seenAt: read.now, ranFor: performance.now() };
  const { clock, now } = readClock(before ? stored.parse(before) : null, look, own);
  own = look;
  await tx.retentionClock.upsert({ where: { id: 1 }, create: clock, update: clock });
  return now;
});
