import { command } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { newId } from "@/lib/domain/ids";
import { ownWorkspace } from "@/lib/domain/query";
import { lockOneself, lockView, moveDefault, type ViewRow } from "@/lib/domain/views/access";
import { MOST_VIEWS, type ViewPage } from "@/lib/domain/views/rules";

export type NewView = {
  page: ViewPage;
  name: string;
  query: string;
  columns: string[];
  shared: boolean;
  isDefault: boolean;
};

/** Keeps a page's search under a name, for oneself or for the workspace. Throws `quota_exceeded` at 100 views. */
export const createView = command({
  permission: "views.create",
  audit: "view.created",
  target: (tx, ctx, { name }: NewView) => {
    const { subject } = ownWorkspace(tx, ctx);
    return { subject, audit: { type: "view", id: "", name, workspaceId: subject.workspaceId } };
  },
  run: async ({ tx, ctx, target, change }, input): Promise<ViewRow> => {
    const { userId: ownerId } = ctx.actor;
    const { workspaceId } = target.subject;
    await lockOneself(tx, ctx);
    if ((await tx.savedView.count({ where: { ownerId } })) >= MOST_VIEWS) {
      throw new DomainError("quota_exceeded", `You have ${MOST_VIEWS} views; delete one before you save another`);
    }
    const id = newId("view");
    if (input.isDefault) await moveDefault(tx, ctx, { workspaceId, page: input.page, id });
    await tx.savedView.create({ data: { ...input, id, ownerId, workspaceId } });
    change.target({ ...target.audit, id });
    change.record({ after: input });
    return (await lockView(tx, ctx, { id })).view;
  },
});
