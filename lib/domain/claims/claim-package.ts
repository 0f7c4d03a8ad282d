import { command } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { lockPackage } from "@/lib/domain/submissions/access";

export type Claim = { packageId: string; force: boolean };

function claimedByOther(name: string | null): DomainError {
  return new DomainError(
    "conflict",
    `${name ?? "Somebody else"} is reviewing this package; take it over if they agree`,
  );
}

/** Marks a waiting package as being reviewed by the caller. Throws `conflict` when somebody else has it and not `force`. */
export const claimPackage = command({
  permission: "packages.review",
  audit: "package.claimed",
  target: (tx, ctx, claim: Claim) => lockPackage(tx, ctx, claim.packageId),
  run: async ({ tx, ctx, target, change }, { force }): Promise<void> => {
    if (target.status !== "pending")
      throw new DomainError("conflict", `The package is ${target.status}; nobody needs to review it`);
    const { userId, name } = ctx.actor;
    if (target.claimedById === userId) return change.nothing();
    if (target.claimedById && !force) throw claimedByOther(target.claimedByName);
    await tx.package.update({ where: { id: target.id }, data: { claimedById: userId, claimedAt: new Date() } });
    await tx.packageStep.create({ data: { packageId: target.id, step: "claimed", byId: userId, byName: name } });
    change.record({ before: { claimedBy: target.claimedById }, after: { claimedBy: userId } });
  },
});

/** Gives a claim back. Throws `conflict` when it is somebody else's and not `force`. */
export const releasePackage = command({
  permission: "packages.review",
  audit: "package.released",
  target: (tx, ctx, claim: Claim) => lockPackage(tx, ctx, claim.packageId),
  run: async ({ tx, ctx, target, change }, { force }): Promise<void> => {
    if (target.claimedById === null) return change.nothing();
    if (target.claimedById !== ctx.actor.userId && !force) throw claimedByOther(target.claimedByName);
    await tx.package.update({ where: { id: target.id }, data: { claimedById: null, claimedAt: null } });
    change.record({ before: { claimedBy: target.claimedById }, after: { claimedBy: null } });
  },
});
