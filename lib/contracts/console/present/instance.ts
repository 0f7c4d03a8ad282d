import type { Instance } from "@/lib/contracts/console/wire/operation";
import type { InstanceFacts } from "@/lib/domain/instance/queries";
import { settings } from "@/lib/env";
import packageFile from "@/package.json" with { type: "json" };

const MiB = 1024 * 1024;

/** The deployment as its admins see it; secrets are not among the settings that it looks at. */
export function toInstance(facts: InstanceFacts): Instance {
  const { MUSTER_PACKAGE_LIMIT_MB, MUSTER_RATE_LIMIT, MUSTER_LOADER_MEMORY_MB, MUSTER_SSH } = settings();
  const { name, databaseVersion, databaseBytes, isolation, driver, supervisors, blobBytes } = facts;
  return {
    name,
    version: packageFile.version,
    database: { version: databaseVersion, sizeBytes: databaseBytes },
    runtime: {
      driver: driver === "docker" ? "docker" : "process",
      isolation,
      engineVersion: null,
      reachable: supervisors > 0,
    },
    storage: { driver: "directory", usedBytes: blobBytes, freeBytes: null },
    mail: { configured: false, from: null },
    limits: {
      packageBytes: MUSTER_PACKAGE_LIMIT_MB * MiB,
      requestsPerMinute: MUSTER_RATE_LIMIT,
      loaderMemoryBytes: MUSTER_LOADER_MEMORY_MB * MiB,
    },
    settings: { docsPublic: facts.settings.docsPublic, allowedImages: [], sshAccess: MUSTER_SSH === "on" },
  };
}
