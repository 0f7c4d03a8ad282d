import type { Tx } from "@/lib/db";
import { trashAgent } from "@/lib/domain/agents/delete-agent";
import { type ReviewStatus, reviewStatuses } from "@/lib/domain/agents/rules";
import { command, type Step } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { lockPackage, type PackageTarget } from "@/lib/domain/packages/access";
import { noteStep } from "@/lib/domain/packages/note-step";
import { noteThread } from "@/lib/domain/threads/note-thread";

type Decided = { id: string; status: "approved" | "declined" };

/** The package that was the newest before anything waited: the last one on which somebody decided. */
async function lastDecided(tx: Tx, { id, package: facts }: PackageTarget): Promise<Decided | null> {
  const [found] = await tx.$queryRaw<Decided[]>`
    SELECT "id", "status" FROM "Package" WHERE "agentId" = ${id} AND "id" <> ${facts.id} AND "status" IN ('approved', 'declined')
    ORDER BY "submittedAt" DESC, "id" DESC LIMIT 1`;
  return found ?? null;
}

function statusOf(previous: string | null, decided: Decided): ReviewStatus {
  const known = reviewStatuses.find((status) => status === previous && status !== "PENDING");
  return known ?? (decided.status === "approved" ? "ACTIVE" : "REJECTED");
}

/** Puts the agent back to where it was before this submission; what runs has not changed meanwhile. */
async function goBack({ tx, ctx, target, change }: Step<PackageTarget>, decided: Decided): Promise<ReviewStatus> {
  const status = statusOf(target.package.previousStatus, decided);
  await tx.$executeRaw`
    UPDATE "Agent" SET "newestPackageId" = ${decided.id}, "reviewStatus" = ${status}, "statusChangedById" = ${ctx.actor.userId},
      "statusChangedAt" = clock_timestamp(), "updatedAt" = clock_timestamp(), "rev" = "rev" + 1
    WHERE "id" = ${target.id}`;
  const { id, name, number, workspaceId } = target;
  const event = { topic: "agents", type: "agent_updated", targetId: id, name, number, workspaceId } as const;
  await change.emit({ ...event, data: { reviewStatus: status } });
  return status;
}

async function markWithdrawn({ tx, ctx, target, change }: Step<PackageTarget>): Promise<void> {
  const { id, name, number, workspaceId, package: facts } = target;
  const withdrawn = await tx.package.updateMany({
    where: { id: facts.id, status: "pending" },
    data: { status: "withdrawn", claimedById: null, claimedAt: null },
  });
  if (withdrawn.count !== 1) {
    throw new DomainError(
      "conflict",
      `Version ${facts.version} of agent '${name}' is ${facts.status} and cannot be withdrawn`,
      {
        facts: { status: facts.status },
      },
    );
  }
  await noteStep(tx, ctx, facts.id, "withdrawn");
  await noteThread(tx, ctx, { packageId: facts.id }, { kind: "withdraw", body: "" });
  const event = { topic: "packages", type: "package_withdrawn", targetId: id, name, number, workspaceId } as const;
  await change.emit({ ...event, data: { packageId: facts.id, version: facts.version } });
}

/**
 * The submitter takes a waiting package back. An agent on which nobody ever decided goes with it; else the agent returns
 * to its state before. Throws `conflict` when the package does not wait any more.
 */
export const withdrawPackage = command({
  permission: "packages.withdraw",
  audit: "package.withdrawn",
  target: (tx, ctx, packageId: string) => lockPackage(tx, ctx, { packageId }),
  run: async (step: Step<PackageTarget>): Promise<void> => {
    const { tx, target, change } = step;
    const { id: packageId, version } = target.package;
    await markWithdrawn(step);
    const decided = await lastDecided(tx, target);
    const before = { packageId, version, status: target.reviewStatus };
    if (decided) change.record({ before, after: { status: await goBack(step, decided) } });
    else {
      await trashAgent(step, true);
      change.record({ before, after: { agentDeleted: true } });
    }
  },
});
