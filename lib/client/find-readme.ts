import type { FileEntry } from "@/lib/contracts/console/wire/package-file";

type Entry = Pick<FileEntry, "path" | "type" | "change" | "findings" | "binary"> & { viewed?: boolean };

/** The README nearest to the top; null without one. */
export function findReadme(files: readonly Entry[]): string | null {
  const found = files.filter(
    ({ path, type, change, binary }) =>
      type === "file" && change !== "removed" && !binary && /(^|\/)readme(\.(md|markdown|txt|rst))?$/i.test(path),
  );
  const depth = (path: string) => path.split("/").length;
  return found.sort((a, b) => depth(a.path) - depth(b.path))[0]?.path ?? null;
}
