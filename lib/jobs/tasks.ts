import { z } from "zod";
import { blobStore } from "@/lib/blobs/blob-store";
import { sweepBlobs } from "@/lib/blobs/sweep";
import { db } from "@/lib/db";
import { scanPackage } from "@/lib/domain/packages/scan-package";
import { purgeExpired } from "@/lib/domain/retention/purge-expired";
import { warnExpiring } from "@/lib/domain/retention/warn-expiring";
import { watchClock } from "@/lib/domain/retention/watch-clock";
import { endExpiredShares } from "@/lib/domain/shares/end-expired";
import { warnExpiringShares } from "@/lib/domain/shares/warn-expiring";
import { endExpiredGrants } from "@/lib/domain/ssh/end-expired";
import { sealSecrets } from "@/lib/domain/two-factor/seal-secrets";
import type { JobTask, Schedule } from "@/lib/jobs/worker";
import { log } from "@/lib/log";

/** Blobs that a row names. Every table that names a blob is here, or the sweeper takes its bytes. */
async function referencedBlobs(sha256s: string[]): Promise<Set<string>> {
  const rows = await db().$queryRaw<{ sha256: string }[]>`
    SELECT "sha256" FROM "Package" WHERE "sha256" = ANY(${sha256s})
    UNION SELECT "sha256" FROM "AgentFile" WHERE "sha256" = ANY(${sha256s})
    UNION SELECT "sha256" FROM "VersionFile" WHERE "sha256" = ANY(${sha256s})
