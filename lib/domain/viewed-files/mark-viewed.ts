import type { Tx } from "@/lib/db";
import { command, type Step, type Target } from "@/lib/domain/command";
import type { Ctx } from "@/lib/domain/context";
import { fileNotFound } from "@/lib/domain/package-files/read-file";
import { storedFiles } from "@/lib/domain/package-files/rules";
import { getPackage } from "@/lib/domain/packages/access";
import { getReviewedVersion, type VersionRef } from "@/lib/domain/plugin-versions/access";
import { readVersion } from "@/lib/domain/plugin-versions/read-files";

type Mark = { path: string; viewed: boolean };
type ReadFile = { path: string; sha256: string | null };

async function mark(
  { tx, ctx, change }: Step<Target>,
  files: readonly ReadFile[],
  { path, viewed }: Mark,
  facts: Record<string, string>,
): Promise<void> {
  const sha256 = files.find((one) => one.path === path)?.sha256;
  if (!sha256) throw fileNotFound(path);
  const { userId } = ctx.actor;
  const changed = viewed
    ? await tx.$executeRaw`INSERT INTO "ViewedFile" ("userId", "sha256") VALUES (${userId}, ${sha256}) ON CONFLICT DO NOTHING`
    : await tx.$executeRaw`DELETE FROM "ViewedFile" WHERE "userId" = ${userId} AND "sha256" = ${sha256}`;
  if (changed === 0) return change.nothing();
  change.record({ after: { ...facts, path, viewed, sha256 } });
}

/** Notes that the caller has read a file of a package, bound to its bytes. Throws `not_found` for a path that it lacks. */
export const markViewed = command({
  permission: "packages.review",
  audit: "package.file_viewed",
  target: (tx: Tx, ctx: Ctx, { packageId }: { packageId: string }) => getPackage(tx, ctx, { packageId }),
  run: async (step, input: Mark & { packageId: string }): Promise<void> => {
    const { id } = step.target.package;
    const { files } = await step.tx.package.findUniqueOrThrow({ where: { id }, select: { files: true } });
    await mark(step, storedFiles(files), input, { packageId: id });
  },
});

/** The same of a version of a plugin. */
export const markPluginViewed = command({
  permission: "packages.review",
  audit: "plugin.file_viewed",
  target: (tx: Tx, ctx: Ctx, ref: VersionRef) => getReviewedVersion(tx, ctx, ref),
  run: async (step, input: Mark & VersionRef): Promise<void> => {
    const { version, sha256 } = step.target;
    const { files } = await readVersion(sha256);
    await mark(step, files, input, { version });
  },
});
