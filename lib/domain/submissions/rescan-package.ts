import { command } from "@/lib/domain/command";
import { lockPackage } from "@/lib/domain/packages/access";

/** Has a package scanned again with the rules of today, by a job that runs after commit. */
export const rescanPackage = command({
  permission: "packages.review",
  audit: "package.rescanned",
  target: (tx, ctx, packageId: string) => lockPackage(tx, ctx, { packageId }),
  run: async ({ target, change }): Promise<void> => {
    const packageId = target.package.id;
    change.record({ after: { packageId, version: target.package.version } });
    await change.enqueue({ task: "scan_package", payload: { packageId }, key: `scan:${packageId}` });
  },
});
