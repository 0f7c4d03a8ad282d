import { db } from "@/lib/db";
import { platformChange } from "@/lib/domain/platform-change";
import { pluginChanged } from "@/lib/domain/plugins/changed-event";
import { readStoredPlugin } from "@/lib/domain/plugins/receive-plugin";
import { log } from "@/lib/log";
import { type PluginFinding, riskScore, verdictOf } from "@/lib/packages/plugins/plugin-finding";
import { scanPluginFiles } from "@/lib/packages/plugins/scan-plugin";

type Outcome = { scanId: string; findings: PluginFinding[]; ended: boolean };

/** Keeps what a scan found; a `blocked` result of a version that serves is told to the instance admins. */
const recordScan = platformChange(async ({ tx, notify, emit }, { scanId, findings, ended }: Outcome) => {
  const verdict = ended ? verdictOf(findings) : "review_required";
  const risk = riskScore(findings);
  const status = ended ? "completed" : "failed";
  const data = { status, findings, riskScore: risk, verdict, scannedAt: new Date() };
  const { version } = await tx.pluginScan.update({
    where: { id: scanId },
    data,
    select: { version: { select: { pluginId: true, name: true, version: true, status: true } } },
  });
  if (verdict === "blocked" && version.status === "approved") {
    const admins = await tx.user.findMany({ where: { instanceAdmin: true, disabledAt: null }, select: { id: true } });
    await notify(
      admins.map(({ id }) => id),
      {
        kind: "security",
        title: `The scan of plugin ${version.name} ${version.version} found something critical`,
        link: `/review/plugins/${version.pluginId}`,
        target: { type: "plugin", id: version.pluginId, name: version.name, workspaceId: null },
      },
    );
  }
  await emit(pluginChanged(version.pluginId, version.name, "scanned"));
});

/** Scans the version of a scan row without executing anything; a gone row is passed over. */
export async function scanPlugin(scanId: string): Promise<void> {
  const scan = await db().pluginScan.findUnique({
    where: { id: scanId },
    select: { version: { select: { sha256: true } } },
  });
  if (!scan) return;
  try {
    const findings = scanPluginFiles(await readStoredPlugin(scan.version.sha256));
    await recordScan({ scanId, findings, ended: true });
  } catch (error) {
    log().error({ err: error, scanId }, "scanning a plugin failed");
    await recordScan({ scanId, findings: [], ended: false });
  }
}
