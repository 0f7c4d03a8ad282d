import { blobStore } from "@/lib/blobs/blob-store";
import { db } from "@/lib/db";
import { countBySeverity } from "@/lib/domain/packages/rules";
import { platformChange } from "@/lib/domain/platform-change";
import { addFindings, type Finding } from "@/lib/packages/findings/finding";
import { packageLimits } from "@/lib/packages/limits";
import { readPackage } from "@/lib/packages/read-package";

type Scanned = { packageId: string; findings: Finding[] };

const recordScan = platformChange(async ({ tx, emit }, { packageId, findings }: Scanned) => {
  const data = { findings, findingCounts: countBySeverity(findings), scannedAt: new Date() };
  const { agent } = await tx.package.update({
    where: { id: packageId },
    data,
    select: { agent: { select: { id: true, name: true, number: true, workspaceId: true } } },
  });
  const note = findings.length === 1 ? "1 finding" : `${findings.length} findings`;
  await tx.packageStep.create({ data: { packageId, step: "scanned", note } });
  const { id, ...about } = agent;
  await emit({ topic: "packages", type: "package_scanned", targetId: id, ...about, data: { packageId } });
});

/** Reads a stored package once more and keeps what the rules of today find; a gone package is passed over. */
export async function scanPackage(packageId: string): Promise<void> {
  const stored = await db().package.findUnique({ where: { id: packageId }, select: { sha256: true, findings: true } });
  if (!stored) return;
  const { findings } = await readPackage(await blobStore().open(stored.sha256));
  // What came from comparing versions at submission is not in the bytes and stays.
  const compared = JSON.stringify(stored.findings).includes('"version.lower"');
  const message = "Not above the newest version at the time of submission";
  const kept = compared ? [{ rule: "version.lower" as const, message, path: "ncp.toml" }] : [];
  await recordScan({ packageId, findings: addFindings(findings, kept, packageLimits.findings) });
}
