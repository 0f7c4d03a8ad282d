import type { Tx } from "@/lib/db";
import { command } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { lockPackage } from "@/lib/domain/packages/access";
import { noteStep } from "@/lib/domain/packages/note-step";

export type Claim = { packageId: string; force: boolean };
type Holder = { id: string; name: string } | null;

async function holderOf(tx: Tx, packageId: string): Promise<Holder> {
  const select = { claimedBy: { select: { id: true, name: true } } };
  return (await tx.package.findUniqueOrThrow({ where: { id: packageId }, select })).claimedBy;
}

function assertMayTake(holder: Holder, userId: string, force: boolean): void {
  if (!holder || holder.id === userId || force) return;
  throw new DomainError("conflict", `${holder.name} is reviewing this package; take it over if they agree`, {
    facts: { claimedBy: holder },
  });
}

/** Marks a waiting package as being reviewed by the caller. Throws `conflict` when somebody else has it and not `force`. */
export const claimPackage = command({
  permission: "packages.review",
  audit: "package.claimed",
  target: (tx, ctx, claim: Claim) => lockPackage(tx, ctx, { packageId: claim.packageId }),
  run: async ({ tx, ctx, target, change }, { force }): Promise<void> => {
    const { id, status, version } = target.package;
    if (status !== "pending") {
      throw new DomainError(
        "conflict",
        `Version ${version} of agent '${target.name}' is ${status}; it does not wait for a review`,
      );
    }
    const holder = await holderOf(tx, id);
    const { userId } = ctx.actor;
    if (holder?.id === userId) return change.nothing();
    assertMayTake(holder, userId, force);
    await tx.package.update({ where: { id }, data: { claimedById: userId, claimedAt: new Date() } });
    await noteStep(tx, ctx, id, "claimed");
    change.record({
      before: { packageId: id, claimedBy: holder?.id ?? null },
      after: { packageId: id, claimedBy: userId },
    });
  },
});

/** Gives a claim back. Throws `conflict` when it is somebody else's and not `force`. */
export const releasePackage = command({
  permission: "packages.review",
  audit: "package.released",
  target: (tx, ctx, claim: Claim) => lockPackage(tx, ctx, { packageId: claim.packageId }),
  run: async ({ tx, ctx, target, change }, { force }): Promise<void> => {
    const { id } = target.package;
    const holder = await holderOf(tx, id);
    if (!holder) return change.nothing();
    assertMayTake(holder, ctx.actor.userId, force);
    await tx.package.update({ where: { id }, data: { claimedById: null, claimedAt: null } });
    change.record({ before: { packageId: id, claimedBy: holder.id }, after: { packageId: id, claimedBy: null } });
  },
});
