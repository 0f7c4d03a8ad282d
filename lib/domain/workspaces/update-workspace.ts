import { forgetEverybody } from "@/lib/auth/actor-cache";
import type { Tx } from "@/lib/db";
import { command } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { DomainError, invalidField } from "@/lib/domain/faults";
import { getWorkspaceRow, lockWorkspace, type WorkspaceRow } from "@/lib/domain/workspaces/access";
import type { RetentionTier, WhoMaySubmit } from "@/lib/domain/workspaces/rules";

type Facts = {
  name: string;
  slug: string;
  retentionTier: RetentionTier;
  defaultServiceUserId: string | null;
  lifecycle: boolean;
  whoMaySubmit: WhoMaySubmit;
  quotaAgents: number | null;
  quotaCpu: number | null;
  quotaMemoryGb: number | null;
};
export type WorkspaceChanges = Partial<Facts> & { workspace: string };

/** Names and limits reach beyond the workspace, so instance admins alone set them. Throws `forbidden`. */
function assertMaySet({ actor }: Ctx, changes: Partial<Facts>): void {
  if (actor.instanceAdmin) return;
  if (changes.slug !== undefined) throw new DomainError("forbidden", "Only an instance admin can change the slug");
  const { quotaAgents, quotaCpu, quotaMemoryGb } = changes;
  if ([quotaAgents, quotaCpu, quotaMemoryGb].some((quota) => quota !== undefined)) {
    throw new DomainError("forbidden", "Only an instance admin can change quotas");
  }
}

async function assertMember(tx: Tx, workspaceId: string, userId: string | null | undefined): Promise<void> {
  if (!userId) return;
  const member = await tx.membership.findFirst({ where: { workspaceId, userId }, select: { userId: true } });
  if (!member) throw invalidField("defaultServiceUserId", "must be a member of the workspace");
}

/** What is asked for and differs from now, before and after. */
function difference(now: WorkspaceRow, asked: Partial<Facts>): { before: Partial<Facts>; after: Partial<Facts> } {
  const changed = Object.entries(asked).filter(
    ([key, value]) => value !== undefined && value !== now[key as keyof Facts],
  );
  const names = changed.map(([key]) => key as keyof Facts);
  return { before: Object.fromEntries(names.map((key) => [key, now[key]])), after: Object.fromEntries(changed) };
}

/**
 * Changes a workspace; agents in the trash keep the tier that they were deleted under, and a quota below what is used stops
 * nothing. Throws `forbidden` for slug and quotas, `invalid`, `name_taken`, `precondition_failed`.
 */
export const updateWorkspace = command({
  permission: "workspace.administer",
  audit: "workspace.updated",
  target: async (tx, ctx, { workspace }: WorkspaceChanges) => {
    const target = await lockWorkspace(tx, ctx, workspace);
    return { ...target, rev: target.workspace.rev };
  },
  run: async ({ tx, ctx, target, change }, { workspace: _, ...asked }): Promise<WorkspaceRow> => {
    const { workspace } = target;
    const { id } = workspace;
    assertMaySet(ctx, asked);
    await assertMember(tx, id, asked.defaultServiceUserId);
    const { before, after } = difference(workspace, asked);
    if (Object.keys(after).length === 0) {
      change.nothing();
      return workspace;
    }
    await tx.workspace.update({ where: { id }, data: { ...after, rev: { increment: 1 } } });
    change.record({ before, after });
    await change.emit({ topic: "resources", type: "workspace_changed", targetId: id, workspaceId: id });
    change.afterCommit(forgetEverybody);
    return (await getWorkspaceRow(tx, ctx, id)).workspace;
  },
});
