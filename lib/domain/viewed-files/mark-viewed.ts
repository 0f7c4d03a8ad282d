import { command } from "@/lib/domain/command";
import { DomainError } from "@/lib/domain/faults";
import { storedFiles } from "@/lib/domain/package-files/rules";
import { getPackage } from "@/lib/domain/packages/access";

export type ViewedMark = { packageId: string; path: string; viewed: boolean };

/** Notes that the caller has read a file, bound to its bytes. Throws `not_found` for a path that the package lacks. */
export const markViewed = command({
  permission: "packages.review",
  audit: "package.file_viewed",
  target: (tx, ctx, mark: Pick<ViewedMark, "packageId">) => getPackage(tx, ctx, { packageId: mark.packageId }),
  run: async ({ tx, ctx, target, change }, { path, viewed }: ViewedMark): Promise<void> => {
    const { id } = target.package;
    const { files } = await tx.package.findUniqueOrThrow({ where: { id }, select: { files: true } });
    const file = storedFiles(files).find((one) => one.path === path);
    if (!file) throw new DomainError("not_found", `The package has no file '${path.slice(0, 240)}'`);
    const { userId } = ctx.actor;
    const changed = viewed
      ? await tx.$executeRaw`INSERT INTO "ViewedFile" ("userId", "sha256") VALUES (${userId}, ${file.sha256}) ON CONFLICT DO NOTHING`
      : await tx.$executeRaw`DELETE FROM "ViewedFile" WHERE "userId" = ${userId} AND "sha256" = ${file.sha256}`;
    if (changed === 0) return change.nothing();
    change.record({ after: { packageId: id, path, viewed, sha256: file.sha256 } });
  },
});
