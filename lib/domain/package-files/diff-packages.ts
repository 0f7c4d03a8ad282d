import type { Ctx } from "@/lib/domain/context";
import { type ChangedFile, changesOf, comparable, compareContents } from "@/lib/domain/package-files/compare-contents";
import { filesOf } from "@/lib/domain/package-files/queries";
import { readContents, type StoredPackage } from "@/lib/domain/package-files/read-contents";
import { fileNotFound } from "@/lib/domain/package-files/read-file";
import type { StoredFile } from "@/lib/domain/package-files/rules";
import { packageNotFound } from "@/lib/domain/packages/access";
import { may } from "@/lib/domain/policy";
import { query, type Reader } from "@/lib/domain/query";
import { getSubmitted, type SubmittedPackage } from "@/lib/domain/submissions/access";
import type { Hunk } from "@/lib/packages/diff-package";

export type PackageComparison = {
  base: { packageId: string; version: string; sha256: string } | null;
  files: ChangedFile[];
  hunks?: Hunk[];
};
type Request = { id: string; against?: string; path?: string };

async function previousId(db: Reader, { id, agentId }: SubmittedPackage): Promise<string | null> {
  const [found] = await db.$queryRaw<{ id: string }[]>`
    SELECT o."id" FROM "Package" o JOIN "Package" p ON p."id" = ${id}
    WHERE o."agentId" = ${agentId} AND (o."submittedAt", o."id") < (p."submittedAt", p."id") AND o."status" <> 'withdrawn'
    ORDER BY o."submittedAt" DESC, o."id" DESC LIMIT 1`;
  return found?.id ?? null;
}

/** The package to compare with. One that the caller may not read is not there. */
async function baseOf(db: Reader, ctx: Ctx, target: SubmittedPackage, against = "running") {
  const fixed = against === "running" ? target.runningPackageId : against;
  const id = against === "previous" ? await previousId(db, target) : fixed;
  if (!id) return null;
  const base = await getSubmitted(db, ctx, id);
  if (!may(ctx.actor, "packages.read", base.subject)) throw packageNotFound(id);
  return base;
}

const contentsOf = (stored: StoredPackage | null, files: readonly StoredFile[], paths: readonly string[]) => {
  const own = new Set(files.map((file) => file.path));
  return stored
    ? readContents(
        stored,
        paths.filter((path) => own.has(path)),
      )
    : Promise.resolve(new Map());
};

/**
 * A package compared with the running one (default), the previous one or any that the caller may read; without a base
 * everything is added. `path` narrows it to one file and adds its hunks. Secrets are masked on both sides. Throws `not_found`.
 */
export const diffPackages = query({
  permission: "packages.read",
  target: (db, ctx, { id }: Request) => getSubmitted(db, ctx, id),
  run: async ({ db, ctx, target }, { against, path }): Promise<PackageComparison> => {
    const base = await baseOf(db, ctx, target, against);
    const head = (await filesOf(db, target.id)) ?? [];
    const old = (base && (await filesOf(db, base.id))) ?? [];
    const changes = changesOf(head, old).filter((one) => path === undefined || one.path === path);
    if (path !== undefined && changes.length === 0) throw fileNotFound(path);
    const paths = comparable(changes);
    const [before, after] = [await contentsOf(base, old, paths), await contentsOf(target, head, paths)];
    const { files, hunksOf } = compareContents(changes, before, after);
    const named = base && { packageId: base.id, version: base.version, sha256: base.sha256 };
    return path === undefined ? { base: named, files } : { base: named, files, hunks: hunksOf(path) };
  },
});
