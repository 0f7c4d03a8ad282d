import { command } from "@/lib/domain/command";
import { getIntegrationTarget, type IntegrationRow } from "@/lib/domain/integrations/access";
import { integrationChanged } from "@/lib/domain/integrations/changed-event";
import { assertMayShow, type Visibility } from "@/lib/domain/integrations/rules";
import { type OfferedIds, replaceOffered } from "@/lib/domain/integrations/write-members";
import { differences } from "@/lib/domain/resources/audit-facts";

export type IntegrationChanges = OfferedIds & {
  id: string;
  name?: string;
  description?: string;
  visibility?: Visibility;
};

/** Changes what an integration says and offers; installs keep their members until they upgrade. Throws `unknown_reference`, `name_taken`. */
export const updateIntegration = command({
  permission: "workspace.administer",
  audit: "integration.updated",
  target: (tx, ctx, { id }: { id: string }) => getIntegrationTarget(tx, ctx, id, true),
  run: async ({ tx, ctx, target, change }, input: IntegrationChanges): Promise<IntegrationRow> => {
    const { row } = target;
    const { id, name = row.name, description = row.description, visibility = row.visibility } = input;
    assertMayShow(ctx.actor, visibility, row.visibility);
    await replaceOffered(tx, row.workspaceId, id, input);
    const written = (await getIntegrationTarget(tx, ctx, id)).row;
    const {
      createdBy: _by,
      createdAt: _at,
      updatedAt: _when,
      id: _id,
      ...after
    } = { ...written, name, description, visibility };
    const changed = differences({ ...row }, after);
    if (!changed) {
      change.nothing();
      return row;
    }
    const data = { name, description, visibility, updatedAt: new Date(), rev: { increment: 1 } };
    await tx.integration.update({ where: { id }, data });
    change.record(changed);
    const { workspaceId } = row;
    await change.emit(integrationChanged(id, name, workspaceId));
    return (await getIntegrationTarget(tx, ctx, id)).row;
  },
});
