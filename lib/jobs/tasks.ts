import { z } from "zod";
import { blobStore } from "@/lib/blobs/blob-store";
import { emptySpool } from "@/lib/blobs/spool-file";
import { sweepBlobs } from "@/lib/blobs/sweep";
import { db } from "@/lib/db";
import { scanPackage } from "@/lib/domain/packages/scan-package";
import { scanPlugin } from "@/lib/domain/plugins/scan-plugin";
import { purgeExpired } from "@/lib/domain/retention/purge-expired";
import { warnExpiring } from "@/lib/domain/retention/warn-expiring";
import { watchClock } from "@/lib/domain/retention/watch-clock";
import { endExpiredShares } from "@/lib/domain/shares/end-expired";
import { warnExpiringShares } from "@/lib/domain/shares/warn-expiring";
import { endExpiredGrants } from "@/lib/domain/ssh/end-expired";
import { sealSecrets } from "@/lib/domain/two-factor/seal-secrets";
import { dataPath } from "@/lib/env";
import type { JobTask, Schedule } from "@/lib/jobs/worker";
import { log } from "@/lib/log";

/** Blobs that a row names. Every table that names a blob is here, or the sweeper takes its bytes. */
async function referencedBlobs(sha256s: string[]): Promise<Set<string>> {
  const rows = await db().$queryRaw<{ sha256: string }[]>`
    SELECT "sha256" FROM "Package" WHERE "sha256" = ANY(${sha256s})
    UNION SELECT "sha256" FROM "PluginVersion" WHERE "sha256" = ANY(${sha256s})
    UNION SELECT "sha256" FROM "AgentFile" WHERE "sha256" = ANY(${sha256s})
    UNION SELECT "sha256" FROM "VersionFile" WHERE "sha256" = ANY(${sha256s})
    UNION SELECT "avatarSha256" FROM "Agent" WHERE "avatarSha256" = ANY(${sha256s})`;
  return new Set(rows.map((row) => row.sha256));
}

async function sweep(): Promise<void> {
  await emptySpool(dataPath("spool"));
  const removed = await sweepBlobs(blobStore(), referencedBlobs, new Date());
  log().info(removed, "swept the blob store");
}

/** Removes what has run out: ended sessions, used tokens, old events, read notifications of long ago. */
async function tidy(): Promise<void> {
  await db().$executeRaw`DELETE FROM "Event" WHERE "at" < now() - interval '1 hour'`;
  await db().$executeRaw`DELETE FROM "Event" WHERE "id" <= (SELECT max("id") - 10000 FROM "Event")`;
  await db().$executeRaw`DELETE FROM "Session" WHERE "expiresAt" < now()`;
  await db().$executeRaw`DELETE FROM "OneTimeToken" WHERE "expiresAt" < now() - interval '1 day'`;
  await db().$executeRaw`DELETE FROM "Notification" WHERE "createdAt" < now() - interval '90 days'`;
  await db().$executeRaw`DELETE FROM "IdempotencyKey" WHERE "createdAt" < now() - interval '24 hours'`;
  await db().$executeRaw`DELETE FROM "RateLimit" WHERE "expire" < extract(epoch FROM now()) * 1000`;
}

/** Warns of what leaves the trash soon and purges what has run out, by what is proved of the database's clock. */
async function keepRetention(): Promise<void> {
  const now = await watchClock(null);
  if (!now) return log().debug("the clock is new or was set back; nothing is purged until it has proved itself");
  const warned = await warnExpiring(now);
  const { purged, failed } = await purgeExpired(now);
  if (warned + purged > 0) log().info({ warned, purged }, "kept the trash to its retention");
  for (const { id, error } of failed) log().error({ err: error, agentId: id }, "purging an agent failed");
  if (failed.length > 0) throw new Error(`${failed.length} agents of the trash could not be purged`);
}

async function sealFactors(): Promise<void> {
  const sealed = await sealSecrets();
  if (sealed > 0) log().info({ sealed }, "sealed two-factor secrets that lay in the clear");
}

/** Ends the shares whose time has come and warns of those that end soon. */
async function keepShares(): Promise<void> {
  const now = new Date();
  const [ended, warned] = [await endExpiredShares(now), await warnExpiringShares(now)];
  if (ended + warned > 0) log().info({ ended, warned }, "kept the shares to their ends");
}

/** Ends the SSH grants whose time has come. */
async function endSshGrants(): Promise<void> {
  const ended = await endExpiredGrants(new Date());
  if (ended > 0) log().info({ ended }, "ended SSH grants");
}

const scanJob = z.object({ packageId: z.string() });
const pluginScanJob = z.object({ scanId: z.string() });

/** Jobs that need no loaded agents. */
export const platformTasks: Record<string, JobTask> = {
  sweep_blobs: sweep,
  tidy,
  keep_retention: keepRetention,
  seal_factors: sealFactors,
  keep_shares: keepShares,
  end_ssh_grants: endSshGrants,
  scan_plugin: (payload) => scanPlugin(pluginScanJob.parse(payload).scanId),
  scan_package: (payload) => scanPackage(scanJob.parse(payload).packageId),
};

export const schedule: Schedule[] = [
  { task: "tidy", cron: "*/10 * * * *" },
  { task: "sweep_blobs", cron: "17 * * * *" },
  { task: "keep_retention", cron: "11,26,41,56 * * * *", atStart: true },
  { task: "seal_factors", cron: "53 * * * *", atStart: true },
  { task: "end_ssh_grants", cron: "*/10 * * * *", atStart: true },
  { task: "keep_shares", cron: "*/10 * * * *", atStart: true },
];
