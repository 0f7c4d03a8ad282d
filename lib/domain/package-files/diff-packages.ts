import type { Ctx } from "@/lib/domain/context";
import { filesOf } from "@/lib/domain/package-files/queries";
import { readContents, type StoredPackage, shownText, TEXT_LIMIT } from "@/lib/domain/package-files/read-contents";
import { fileNotFound } from "@/lib/domain/package-files/read-file";
import { compare, type FileChange, type StoredFile } from "@/lib/domain/package-files/rules";
import { packageNotFound } from "@/lib/domain/packages/access";
import { may } from "@/lib/domain/policy";
import { query, type Reader } from "@/lib/domain/query";
import { getSubmitted, type SubmittedPackage } from "@/lib/domain/submissions/access";
import { type Hunk, type TextDiff, textHunks } from "@/lib/packages/diff-package";
import type { PackageContent } from "@/lib/packages/package-file";

/** Together the texts of one comparison may have this many bytes on each side, and take this long, ms. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_TIME = 5_000;

type Changed = { path: string; change: FileChange; binary: boolean; bytes: number };
export type ChangedFile = {
  path: string;
  status: FileChange;
  binary: boolean;
  additions: number;
  deletions: number;
  tooLarge: boolean;
};
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

function changesOf(head: StoredFile[], base: StoredFile[]): Changed[] {
  const before = new Map(base.map((file) => [file.path, file]));
  return compare(head, base)
    .map(({ file, change }) => {
      const old = before.get(file.path);
      const binary = file.binary || (old?.binary ?? false);
      return { path: file.path, change: change ?? "same", binary, bytes: Math.max(file.size, old?.size ?? 0) };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The changed files whose text can be compared, within the bounds of one request. */
function comparable(changes: readonly Changed[]): string[] {
  let left = MOST_BYTES;
  const kept = changes.filter(({ change, binary, bytes }) => {
    if (change === "same" || binary || bytes > TEXT_LIMIT || bytes > left) return false;
    left -= bytes;
    return true;
  });
  return kept.map((one) => one.path);
}

type Contents = Map<string, PackageContent>;

function textOf(contents: Contents, path: string): string {
  const content = contents.get(path);
  return content ? shownText(content, path) : "";
}

/** What changed in each of the paths; a path that the time did not reach is left out. */
function textDiffs(paths: readonly string[], before: Contents, after: Contents): Map<string, TextDiff> {
  const until = Date.now() + MOST_TIME;
  const diffs = new Map<string, TextDiff>();
  for (const path of paths) {
    if (Date.now() > until) break;
    const diff = textHunks(textOf(before, path), textOf(after, path));
    if (diff) diffs.set(path, diff);
  }
  return diffs;
}

function toChangedFile({ path, change, binary }: Changed, diff: TextDiff | undefined): ChangedFile {
  const known = { path, status: change, binary, additions: diff?.additions ?? 0, deletions: diff?.deletions ?? 0 };
  return { ...known, tooLarge: change !== "same" && !binary && !diff };
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
    const diffs = textDiffs(paths, before, after);
    const files = changes.map((change) => toChangedFile(change, diffs.get(change.path)));
    const named = base && { packageId: base.id, version: base.version, sha256: base.sha256 };
    return path === undefined ? { base: named, files } : { base: named, files, hunks: diffs.get(path)?.hunks ?? [] };
  },
});
