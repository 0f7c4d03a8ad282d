import { forgetUser } from "@/lib/auth/actor-cache";
import { command } from "@/lib/domain/command";
import { newWorkspaceId } from "@/lib/domain/ids";
import { slugFromName } from "@/lib/domain/users/rules";
import { getWorkspaceRow, type WorkspaceRow } from "@/lib/domain/workspaces/access";

export type NewWorkspace = { name: string; slug?: string };

/** Makes a workspace; the caller is its first owner. Throws `name_taken` for a slug that is used. */
export const createWorkspace = command({
  permission: "instance.administer",
  audit: "workspace.created",
  target: (_tx, _ctx, { name }: NewWorkspace) => ({
    subject: { workspaceId: null },
    audit: { type: "workspace", id: "", name, workspaceId: null },
  }),
  run: async ({ tx, ctx, change }, input): Promise<WorkspaceRow> => {
    const { name, slug = slugFromName(input.name) } = input;
    const { userId } = ctx.actor;
    const id = newWorkspaceId();
    await tx.workspace.create({ data: { id, name, slug } });
    await tx.membership.create({ data: { workspaceId: id, userId, role: "owner" } });
    change.target({ type: "workspace", id, name, workspaceId: id });
    change.record({ after: { name, slug } });
    change.afterCommit(() => forgetUser(userId));
    return (await getWorkspaceRow(tx, ctx, id)).workspace;
  },
});
