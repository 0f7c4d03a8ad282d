import type { Ctx } from "@/lib/domain/context";
import { DomainError } from "@/lib/domain/faults";
import { type ChangedFile, changesOf, compareContents } from "@/lib/domain/package-files/compare-contents";
import { lineCount, shownText } from "@/lib/domain/package-files/read-contents";
import { fileNotFound } from "@/lib/domain/package-files/read-file";
import { type TreeEntry, treeOf } from "@/lib/domain/package-files/rules";
import { getVersion, type VersionRef } from "@/lib/domain/plugin-versions/access";
import { readVersion } from "@/lib/domain/plugin-versions/read-files";
import { query, type Reader } from "@/lib/domain/query";
import { viewedOf } from "@/lib/domain/viewed-files/access";
import type { Hunk } from "@/lib/packages/diff-package";
import { languageOf } from "@/lib/packages/language";
import type { PluginFinding } from "@/lib/packages/plugins/plugin-finding";

const reading = { permission: "self.read", target: getVersion } as const;

/** What the newest scan of a version found, worst first. Throws `forbidden` for all but its uploader and instance admins. */
export const listVersionFindings = query({
  ...reading,
  run: async ({ target: { findings, seesScan } }): Promise<PluginFinding[]> => {
    if (!seesScan) throw new DomainError("forbidden", "Only its uploader and instance admins may see the scan");
    return findings ?? [];
  },
});

export type VersionFile = TreeEntry & { findings: number; viewed: boolean };

/** All files of a version with what changed against the one that serves and the caller's viewed marks. Throws `not_found`, `unavailable`. */
export const listVersionFiles = query({
  ...reading,
  run: async ({ db, ctx, target }): Promise<VersionFile[]> => {
    const { files } = await readVersion(target.sha256);
    const base = target.serving && (await readVersion(target.serving.sha256)).files;
    const counts = new Map<string, number>();
    for (const { file } of target.findings ?? []) counts.set(file, (counts.get(file) ?? 0) + 1);
    const tree = treeOf(files, base);
    const hashes = tree.map(({ sha256 }) => sha256);
    const viewed = await viewedOf(db, ctx, hashes);
    return tree.map((entry) => ({
      ...entry,
      findings: counts.get(entry.path) ?? 0,
      viewed: entry.sha256 !== null && viewed.has(entry.sha256),
    }));
  },
});

export type VersionText = {
  path: string;
  size: number;
  sha256: string;
  binary: boolean;
  language: string;
  text: string | null;
  lines: number;
  truncated: boolean;
};

/** One file of a version; text up to 1 MiB with secrets masked, null for binary files. Throws `not_found`, `unavailable`. */
export const readVersionFile = query({
  ...reading,
  target: (db: Reader, ctx: Ctx, ref: VersionRef & { path: string }) => getVersion(db, ctx, ref),
  run: async ({ target }, { path }): Promise<VersionText> => {
    const { files, contents } = await readVersion(target.sha256);
    const [file, content] = [files.find((one) => one.path === path), contents.get(path)];
    if (!file || !content) throw fileNotFound(path);
    const known = { ...file, language: languageOf(path) };
    if (file.binary) return { ...known, text: null, lines: 0, truncated: false };
    const text = shownText(content, path);
    return { ...known, text, lines: lineCount(text), truncated: content.truncated };
  },
});

export type VersionComparison = {
  base: { version: string; sha256: string } | null;
  files: ChangedFile[];
  hunks?: Hunk[];
};
type DiffRequest = VersionRef & { against?: string; path?: string };

async function baseOf(db: Reader, ctx: Ctx, target: Awaited<ReturnType<typeof getVersion>>, against?: string) {
  if (against === undefined) return target.serving;
  const { version, sha256 } = await getVersion(db, ctx, { pluginId: target.pluginId, version: against });
  return { version, sha256 };
}

/**
 * A version compared with the one that serves (default) or any other that the caller may read; without a base everything is
 * added. `path` narrows it to one file and adds its hunks. Throws `not_found`, `unavailable`.
 */
export const diffVersions = query({
  ...reading,
  target: (db: Reader, ctx: Ctx, request: DiffRequest) => getVersion(db, ctx, request),
  run: async ({ db, ctx, target }, { against, path }): Promise<VersionComparison> => {
    const base = await baseOf(db, ctx, target, against);
    const [before, after] = [await readVersion(base?.sha256 ?? null), await readVersion(target.sha256)];
    const changes = changesOf(after.files, before.files).filter((one) => path === undefined || one.path === path);
    if (path !== undefined && changes.length === 0) throw fileNotFound(path);
    const { files, hunksOf } = compareContents(changes, before.contents, after.contents);
    return path === undefined ? { base, files } : { base, files, hunks: hunksOf(path) };
  },
});
