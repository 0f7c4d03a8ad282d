import type { FileEntry } from "@/lib/contracts/console/wire/package-file";

type Entry = Pick<FileEntry, "path" | "type" | "change" | "findings" | "binary"> & { viewed?: boolean };

/** Which files of a package are listed. */
export const fileFilters = {
  all: { label: "All files", keeps: () => true },
  changed: { label: "Changed", keeps: ({ change }: Entry) => change !== null && change !== "same" },
  findings: { label: "With findings", keeps: ({ findings }: Entry) => findings > 0 },
  unread: { label: "Not viewed", keeps: ({ viewed, change }: Entry) => !viewed && change !== "removed" },
} as const satisfies Record<string, { label: string; keeps: (entry: Entry) => boolean }>;
export type FileFilter = keyof typeof fileFilters;

/** The files that a filter and a part of their path leave; folders follow from them. */
export function filterFiles<E extends Entry>(files: readonly E[], filter: FileFilter, text: string): E[] {
  const wanted = text.trim().toLowerCase();
  return files.filter(
    (file) =>
      file.type === "file" && fileFilters[filter].keeps(file) && (!wanted || file.path.toLowerCase().includes(wanted)),
  );
}

/** `agents.main_agent:agent` as the path of its module. */
function moduleFile(entryPoint: string): string {
  return `${(entryPoint.split(":")[0] ?? "").replaceAll(".", "/")}.py`;
}

/** Where reading begins: at the first change, else at the code that is loaded, else at the first file. */
export function firstToRead(files: readonly Entry[], entryPoint: string): string | null {
  const readable = files.filter((file) => file.type === "file");
  const changed = readable.find(fileFilters.changed.keeps);
  const entry = readable.find((file) => file.path === moduleFile(entryPoint));
  return (changed ?? entry ?? readable[0])?.path ?? null;
}

/** The file `step` places after `path`; null at either end. An unlisted path is before the first. */
export function stepFile(files: readonly Entry[], path: string | null, step: 1 | -1): string | null {
  const listed = files.filter((file) => file.type === "file");
  return listed[listed.findIndex((file) => file.path === path) + step]?.path ?? null;
}
