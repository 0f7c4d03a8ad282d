import { command } from "@/lib/domain/command";
import { lockView } from "@/lib/domain/views/access";

/** Removes a view: its owner, or an admin where it is shared. Throws `not_found`, `precondition_failed`. */
export const deleteView = command({
  permission: "views.edit",
  audit: "view.deleted",
  target: (tx, ctx, { id }: { id: string }) => lockView(tx, ctx, { id }),
  run: async ({ tx, target, change }, { id }): Promise<void> => {
    await tx.savedView.delete({ where: { id } });
    const { page, name, query, shared } = target.view;
    change.record({ before: { page, name, query, shared } });
  },
});
