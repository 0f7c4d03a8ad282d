import type { Tx } from "@/lib/db";
import { command } from "@/lib/domain/command";
import { getInstallTarget, offeredMembers } from "@/lib/domain/integrations/access";
import { integrationChanged } from "@/lib/domain/integrations/changed-event";
import { type InstalledMember, planUpgrade } from "@/lib/domain/integrations/rules";
import { addMembers, takeOffDrafts } from "@/lib/domain/integrations/write-members";

export type UpgradeCounts = { updated: number; added: number; removed: number; skipped: number };

async function installedMembers(tx: Tx, installId: string): Promise<InstalledMember[]> {
  return tx.$queryRaw<InstalledMember[]>`SELECT m."id", m."kind", m."targetId", m."detachedAt" IS NOT NULL AS "detached"
    FROM "IntegrationMember" m WHERE m."installId" = ${installId}`;
}

/** Takes over what the integration offers now; detached members stay detached. Twice in a row changes nothing. */
export const upgradeInstall = command({
  permission: "workspace.administer",
  audit: "integration.upgraded",
  target: (tx, ctx, { id }: { id: string }) => getInstallTarget(tx, ctx, id, true),
  run: async ({ tx, target, change }, { id }): Promise<UpgradeCounts> => {
    const { integrationId, workspaceId } = target.row;
    const plan = planUpgrade(await offeredMembers(tx, integrationId), await installedMembers(tx, id));
    const { kept, added, gone, skipped } = plan;
    const counts = { updated: kept.length, added: added.length, removed: gone.length, skipped: skipped.length };
    if (added.length === 0 && gone.length === 0) {
      change.nothing();
      return counts;
    }
    await tx.integrationMember.deleteMany({ where: { id: { in: gone.map((member) => member.id) } } });
    await addMembers(tx, integrationId, id, added);
    await tx.integrationInstall.update({ where: { id }, data: { updatedAt: new Date(), rev: { increment: 1 } } });
    const targets = gone.map(({ targetId }) => targetId);
    const detachedFrom = await takeOffDrafts(tx, workspaceId, targets);
    change.record({ after: { added: added.map(({ targetId }) => targetId), removed: targets, detachedFrom } });
    const { name } = target.audit;
    await change.emit(integrationChanged(id, name, workspaceId));
    return counts;
  },
});
