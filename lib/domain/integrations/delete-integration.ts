import { command } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { getIntegrationTarget } from "@/lib/domain/integrations/access";
import { integrationChanged } from "@/lib/domain/integrations/changed-event";
import { removeInstalls } from "@/lib/domain/integrations/write-members";

/** Withdraws an integration. Throws `in_use` while it is installed; `force` uninstalls it everywhere. */
export const deleteIntegration = command({
  permission: "workspace.administer",
  audit: "integration.deleted",
  target: (tx, ctx, { id }: { id: string }) => getIntegrationTarget(tx, ctx, id, true),
  run: async ({ tx, target, change }, { id, force }: { id: string; force: boolean }): Promise<void> => {
    const { name, workspaceId } = target.row;
    const installs = await tx.integrationInstall.findMany({
      where: { integrationId: id },
      select: { workspaceId: true },
    });
    if (installs.length > 0 && !force) {
      const where = installs.length === 1 ? "1 workspace" : `${installs.length} workspaces`;
      throw new DomainError("in_use", `Installed in ${where}.`);
    }
    const detachedFrom = await removeInstalls(tx, id, null);
    await tx.integration.delete({ where: { id } });
    change.record({
      before: { name },
      after: { uninstalledFrom: installs.map((one) => one.workspaceId), detachedFrom },
    });
    const places = new Set([workspaceId, ...installs.map((one) => one.workspaceId)]);
    for (const place of places) await change.emit(integrationChanged(id, name, place));
  },
});
