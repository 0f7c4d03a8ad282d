import { command, type Target } from "@/lib/domain/command";
import { newId } from "@/lib/domain/ids";
import { getIntegrationTarget, type IntegrationRow } from "@/lib/domain/integrations/access";
import { integrationChanged } from "@/lib/domain/integrations/changed-event";
import { assertMayShow, type Visibility } from "@/lib/domain/integrations/rules";
import { type OfferedIds, replaceOffered } from "@/lib/domain/integrations/write-members";
import { usableWorkspaceId } from "@/lib/domain/workspaces/access";

export type NewIntegration = OfferedIds & {
  /** Id or slug of the workspace that publishes it. */
  workspaceId: string;
  name: string;
  description: string;
  visibility: Visibility;
};
type Place = Target & { workspaceId: string };

/** Offers agents, skills and tools of a workspace to others. Throws `workspace_forbidden`, `unknown_reference`, `name_taken`. */
export const createIntegration = command({
  permission: "workspace.administer",
  audit: "integration.created",
  target: async (_tx, ctx, { workspaceId: named }: { workspaceId: string }): Promise<Place> => {
    const workspaceId = await usableWorkspaceId(ctx, named);
    return { workspaceId, subject: { workspaceId }, audit: { type: "integration", id: "", name: "", workspaceId } };
  },
  run: async ({ tx, ctx, target, change }, input: NewIntegration): Promise<IntegrationRow> => {
    const { workspaceId } = target;
    const { name, description, visibility } = input;
    assertMayShow(ctx.actor, visibility, null);
    const id = newId("integration");
    const data = { id, workspaceId, name, description, visibility, createdById: ctx.actor.userId };
    await tx.integration.create({ data });
    await replaceOffered(tx, workspaceId, id, input);
    const { row } = await getIntegrationTarget(tx, ctx, id);
    const { agentIds, skillIds, toolIds } = row;
    change.target({ ...target.audit, id, name });
    change.record({ after: { name, description, visibility, agentIds, skillIds, toolIds } });
    await change.emit(integrationChanged(id, name, workspaceId));
    return row;
  },
});
