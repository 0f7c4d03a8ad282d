import type { Tx } from "@/lib/db";
import type { Change } from "@/lib/domain/command";

type Step = { tx: Tx; change: Change };

/** Brings the supervisor to compare what runs with what should run. */
function reconcile({ change }: Step, agentId: string): Promise<void> {
  return change.enqueue({ task: "load_agent", payload: { agentId }, key: `load:${agentId}` });
}

/** Asks for a package to be loaded; the one that runs now stays until this one has loaded well. */
export async function runPackage(step: Step, agentId: string, packageId: string): Promise<void> {
  const { tx } = step;
  await tx.$executeRaw`
    INSERT INTO "Runtime" ("agentId", "desiredState", "desiredPackageId") VALUES (${agentId}, 'running', ${packageId})
    ON CONFLICT ("agentId") DO UPDATE SET "desiredState" = 'running', "desiredPackageId" = ${packageId}`;
  await tx.$executeRaw`
    UPDATE "Package" SET "installState" = 'queued', "installError" = NULL, "installAt" = clock_timestamp()
    WHERE "id" = ${packageId}`;
  await reconcile(step, agentId);
}

/** Takes the running package from an agent; it is unloaded after commit. */
export async function runNothing(step: Step, agentId: string): Promise<void> {
  const { tx } = step;
  await tx.$executeRaw`
    UPDATE "Runtime" SET "desiredState" = 'stopped', "desiredPackageId" = NULL WHERE "agentId" = ${agentId}`;
  await tx.$executeRaw`UPDATE "Agent" SET "runningPackageId" = NULL WHERE "id" = ${agentId}`;
  await reconcile(step, agentId);
}
