import { command } from "@/lib/domain/command";
import { assertViewRev, lockView } from "@/lib/domain/views/access";

/** Removes a view: its owner, or an admin where it is shared. Throws `not_found`, `precondition_failed`. */
export const deleteView = command({
  permission: "views.edit",
  audit: "view.deleted",
  target: (tx, ctx, { id }: { id: string; expectedRev?: number }) => lockView(tx, ctx, { id }),
  run: async ({ tx, target, change }, { id, expectedRev }): Promise<void> => {
    assertViewRev(target.view, expectedRev);
    await tx.savedView.delete({ where: { id } });
    const { page, name, query, shared } = target.view;
    change.record({ before: { page, name, query, shared } });
  },
});
