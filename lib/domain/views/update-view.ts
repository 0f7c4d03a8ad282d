import { isDeepStrictEqual } from "node:util";
import { command } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { lockOneself, lockView, moveDefault, type ViewRow } from "@/lib/domain/views/access";

export type ViewChanges = {
  id: string;
  changes: { name?: string; query?: string; columns?: string[]; shared?: boolean; isDefault?: boolean };
};

/**
 * Changes a view: its owner, or an admin where it is shared; only its owner makes it their default. What is the same
 * already changes and audits nothing. Throws `not_found`, `precondition_failed`.
 */
export const updateView = command({
  permission: "views.edit",
  audit: "view.updated",
  target: async (tx, ctx, { id, changes }: ViewChanges) => {
    if (changes.isDefault !== undefined) await lockOneself(tx, ctx);
    return lockView(tx, ctx, { id });
  },
  run: async ({ tx, ctx, target, change }, { id, changes }): Promise<ViewRow> => {
    const { view, workspaceId } = target;
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    const before = { ...view };
    const changed = given.filter(([name, value]) => !isDeepStrictEqual(before[name as keyof ViewRow], value));
    if (changed.length === 0) {
      change.nothing();
      return view;
    }
    const after = Object.fromEntries(changed);
    if ("isDefault" in after && view.owner.id !== ctx.actor.userId) {
      throw new DomainError("forbidden", "Only its owner can make a view their default");
    }
    if (after.isDefault) await moveDefault(tx, ctx, { workspaceId, page: view.page, id });
    await tx.savedView.update({ where: { id }, data: { ...after, rev: { increment: 1 } } });
    change.record({
      before: Object.fromEntries(changed.map(([name]) => [name, before[name as keyof ViewRow]])),
      after,
    });
    return { ...view, ...after, rev: view.rev + 1 };
  },
});
