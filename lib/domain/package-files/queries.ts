import {
  type StoredFile,
  type StoredFinding,
  storedFiles,
  storedFindings,
  type TreeEntry,
  treeOf,
} from "@/lib/domain/package-files/rules";
import { query, type Reader } from "@/lib/domain/query";
import { getSubmitted, type SubmittedPackage } from "@/lib/domain/submissions/access";
import { viewedOf } from "@/lib/domain/viewed-files/access";

export type ListedFile = TreeEntry & { findings: number; viewed: boolean };

/** The file list of a package, null for none. */
export async function filesOf(db: Reader, id: string | null): Promise<StoredFile[] | null> {
  if (!id) return null;
  const found = await db.package.findUnique({ where: { id }, select: { files: true } });
  return found ? storedFiles(found.files) : null;
}

/** The version that a package is compared with: the one that runs. */
export function runningBase(target: SubmittedPackage): string | null {
  return target.runningPackageId;
}

/** The files of a package with what changed against the running version, findings and the caller's viewed marks. */
export const listFiles = query({
  permission: "packages.read",
  target: getSubmitted,
  run: async ({ db, ctx, target }): Promise<ListedFile[]> => {
    const { files, findings } = await db.package.findUniqueOrThrow({
      where: { id: target.id },
      select: { files: true, findings: true },
    });
    const tree = treeOf(storedFiles(files), await filesOf(db, runningBase(target)));
    const viewed = await viewedOf(
      db,
      ctx,
      tree.map((entry) => entry.sha256),
    );
    const counts = new Map<string, number>();
    for (const { path } of storedFindings(findings)) if (path) counts.set(path, (counts.get(path) ?? 0) + 1);
    return tree.map((entry) => ({
      ...entry,
      findings: counts.get(entry.path) ?? 0,
      viewed: entry.sha256 !== null && viewed.has(entry.sha256),
    }));
  },
});

export type FindingsOf = { findings: StoredFinding[]; scannedAt: Date };

/** What the scan found in a package, worst first; `severity` keeps one kind. */
export const listFindings = query({
  permission: "packages.read",
  target: (db, ctx, input: { id: string; severity?: StoredFinding["severity"] }) => getSubmitted(db, ctx, input.id),
  run: async ({ db, target }, { severity }): Promise<FindingsOf> => {
    const { findings, scannedAt } = await db.package.findUniqueOrThrow({
      where: { id: target.id },
      select: { findings: true, scannedAt: true },
    });
    const kept = storedFindings(findings).filter((one) => !severity || one.severity === severity);
    return { findings: kept, scannedAt };
  },
});
