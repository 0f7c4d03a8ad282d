import { type PlatformStep, platformChange } from "@/lib/domain/platform-change";
import { WARNED_DAYS } from "@/lib/domain/shares/rules";

const BATCH = 100;

type Expiring = {
  id: string;
  email: string;
  expiresAt: Date;
  people: string[];
  agentId: string;
  name: string;
  workspaceId: string | null;
};

async function warn({ notify }: PlatformStep, share: Expiring): Promise<void> {
  const { email, expiresAt, people, agentId: id, name, workspaceId } = share;
  await notify(people, {
    kind: "share_expiring",
    title: `The sharing of ${name} with ${email} ends soon`,
    body: `It ends on ${expiresAt.toISOString().slice(0, 10)}. Who may edit ${name} can prolong it until then.`,
    link: `/agents/${id}`,
    target: { type: "agent", id, name, workspaceId },
  });
}

const warnSome = platformChange(async (step, now: Date): Promise<number> => {
  const until = new Date(now.getTime() + WARNED_DAYS * 86_400_000);
  const shares = await step.tx.$queryRaw<Expiring[]>`
    UPDATE "Share" s SET "warnedAt" = ${now}::timestamptz FROM "Agent" a
    WHERE a."id" = s."agentId" AND s."id" IN (SELECT d."id" FROM "Share" d JOIN "Agent" x ON x."id" = d."agentId"
      WHERE d."expiresAt" > ${now}::timestamptz AND d."expiresAt" <= ${until}::timestamptz AND d."warnedAt" IS NULL
        AND x."deletedAt" IS NULL ORDER BY d."expiresAt", d."id" LIMIT ${BATCH} FOR UPDATE OF d SKIP LOCKED)
    RETURNING s."id", s."email", s."expiresAt", array_remove(ARRAY[s."userId", s."createdById"], NULL) AS "people",
      a."id" AS "agentId", a."name", a."workspaceId"::text AS "workspaceId"`;
  for (const share of shares) await warn(step, share);
  return shares.length;
});

/** Warns once of each share that ends within three days: who has it, and who gave it; answers how many. */
export async function warnExpiringShares(now: Date): Promise<number> {
  let warned = 0;
  for (let some = BATCH; some === BATCH; warned += some) some = await warnSome(now);
  return warned;
}
