import { DomainError } from "@/lib/domain/faults";
import { lineCount, readContents, shownText } from "@/lib/domain/package-files/read-contents";
import { type StoredFinding, storedFiles, storedFindings } from "@/lib/domain/package-files/rules";
import { query } from "@/lib/domain/query";
import { getSubmitted } from "@/lib/domain/submissions/access";
import { languageOf } from "@/lib/packages/language";

export type FileText = {
  path: string;
  size: number;
  sha256: string;
  binary: boolean;
  language: string;
  text: string | null;
  lines: number;
  truncated: boolean;
  findings: StoredFinding[];
};

/** The sentence that says a package lacks a file. */
export function fileNotFound(path: string): DomainError {
  return new DomainError("not_found", `The package has no file '${path.slice(0, 240)}'`);
}

/** One file of a package with its findings; text up to 1 MiB, null for binary files. Throws `not_found`, `unavailable`. */
export const readFile = query({
  permission: "packages.read",
  target: (db, ctx, { id }: { id: string; path: string }) => getSubmitted(db, ctx, id),
  run: async ({ db, target }, { path }): Promise<FileText> => {
    const select = { files: true, findings: true };
    const stored = await db.package.findUniqueOrThrow({ where: { id: target.id }, select });
    const file = storedFiles(stored.files).find((one) => one.path === path);
    if (!file) throw fileNotFound(path);
    const findings = storedFindings(stored.findings).filter((one) => one.path === path);
    const known = { path, size: file.size, sha256: file.sha256, language: languageOf(path), findings };
    if (file.binary) return { ...known, binary: true, text: null, lines: 0, truncated: false };
    const content = (await readContents(target, [path])).get(path);
    if (!content) throw fileNotFound(path);
    const text = shownText(content, path);
    return { ...known, binary: false, text, lines: lineCount(text), truncated: content.truncated };
  },
});
