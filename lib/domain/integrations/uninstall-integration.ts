import { command } from "@/lib/domain/command";
import { getInstallTarget } from "@/lib/domain/integrations/access";
import { integrationChanged } from "@/lib/domain/integrations/changed-event";
import { removeInstalls } from "@/lib/domain/integrations/write-members";

/** Takes an integration out of a workspace, and what it brought off the drafts there. */
export const uninstallIntegration = command({
  permission: "workspace.administer",
  audit: "integration.uninstalled",
  target: (tx, ctx, { id }: { id: string }) => getInstallTarget(tx, ctx, id, true),
  run: async ({ tx, target, change }, { id }): Promise<void> => {
    const { integrationId, workspaceId } = target.row;
    const detachedFrom = await removeInstalls(tx, integrationId, id);
    change.record({ before: { integrationId }, after: { detachedFrom } });
    const { name } = target.audit;
    await change.emit(integrationChanged(id, name, workspaceId));
  },
});
