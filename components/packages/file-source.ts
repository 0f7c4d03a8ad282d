import type { Severity } from "@/components/ui/status-badge";
import type { FileEntry } from "@/lib/contracts/console/wire/package-file";

/** What has files that are read: a package, or a version of a plugin. */
export type FileSource = {
  what: "package" | "plugin";
  /** The address below which `file` and `diff` lie. */
  place: string;
  /** Where reading begins unless something changed; empty for the first file. */
  entryPoint: string;
  /** What it is compared with unless somebody chooses, and the choices. */
  base: string;
  bases: readonly { value: string; label: string }[];
};

export type ShownEntry = Omit<FileEntry, "viewed"> & { viewed?: boolean };

/** What a scan found, in a package or in a plugin. */
export type ShownFinding = {
  id: string;
  group: string;
  severity: Severity;
  rule: string;
  message: string;
  path: string | null;
  line: number | null;
  excerpt: string | null;
};
