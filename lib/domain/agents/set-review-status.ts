import type { Tx } from "@/lib/db";
import { runNothing, runPackage } from "@/lib/domain/agents/switch-running";
import type { Change } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import type { Next } from "@/lib/domain/packages/rules";

/** Moves an agent to the status that a rule gave, and what it runs with it. `newestPackageId` is the newest one from now on. */
export async function setReviewStatus(
  step: { tx: Tx; ctx: Ctx; change: Change },
  agentId: string,
  next: Next,
  newestPackageId: string,
): Promise<void> {
  const { tx, ctx } = step;
  await tx.$executeRaw`
    UPDATE "Agent" SET "newestPackageId" = ${newestPackageId}, "updatedAt" = clock_timestamp(), "rev" = "rev" + 1,
      "statusChangedById" = CASE WHEN "reviewStatus" = ${next.status} THEN "statusChangedById" ELSE ${ctx.actor.userId} END,
      "statusChangedAt" = CASE WHEN "reviewStatus" = ${next.status} THEN "statusChangedAt" ELSE clock_timestamp() END,
      "reviewStatus" = ${next.status}
    WHERE "id" = ${agentId}`;
  if (next.run === "newest") await runPackage(step, agentId, newestPackageId);
  if (next.run === "nothing") await runNothing(step, agentId);
}
