import { command, type Target } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { newId } from "@/lib/domain/ids";
import { findIntegration, getInstallTarget, type InstallRow, offeredMembers } from "@/lib/domain/integrations/access";
import { integrationChanged } from "@/lib/domain/integrations/changed-event";
import { mayInstall } from "@/lib/domain/integrations/rules";
import { addMembers } from "@/lib/domain/integrations/write-members";
import { usableWorkspaceId } from "@/lib/domain/workspaces/access";

export type NewInstall = { integrationId: string; workspaceId: string };
type Place = Target & { workspaceId: string };

function unknown(): DomainError {
  const message = "no such integration that this workspace may install";
  return new DomainError("unknown_reference", `integrationId: ${message}`, {
    issues: [{ type: "unknown_reference", loc: ["body", "integrationId"], message }],
  });
}

/** Brings what an integration offers now into a workspace. Throws `unknown_reference`, `already_installed`. */
export const installIntegration = command({
  permission: "workspace.administer",
  audit: "integration.installed",
  target: async (_tx, ctx, { workspaceId: named }: { workspaceId: string }): Promise<Place> => {
    const workspaceId = await usableWorkspaceId(ctx, named);
    return {
      workspaceId,
      subject: { workspaceId },
      audit: { type: "integration_install", id: "", name: "", workspaceId },
    };
  },
  run: async ({ tx, ctx, target, change }, { integrationId }: NewInstall): Promise<InstallRow> => {
    const { workspaceId } = target;
    const integration = await findIntegration(tx, ctx, integrationId, true);
    if (!integration || !mayInstall(ctx.actor, integration)) throw unknown();
    if ((await tx.integrationInstall.count({ where: { integrationId, workspaceId } })) > 0) {
      throw new DomainError("already_installed", `'${integration.name}' is installed in this workspace already.`);
    }
    const id = newId("integrationInstall");
    const members = await offeredMembers(tx, integrationId);
    await tx.integrationInstall.create({ data: { id, integrationId, workspaceId, installedById: ctx.actor.userId } });
    await addMembers(tx, integrationId, id, members);
    const { name } = integration;
    change.target({ ...target.audit, id, name });
    change.record({ after: { integrationId, members: members.map(({ targetId }) => targetId) } });
    await change.emit(integrationChanged(id, name, workspaceId));
    return (await getInstallTarget(tx, ctx, id)).row;
  },
});
