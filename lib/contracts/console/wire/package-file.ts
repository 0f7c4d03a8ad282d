import { z } from "zod";
import { optionalParameter, time } from "./list";

export const severity = z.enum(["high", "medium", "low", "info"]);
export const fileChange = z.enum(["added", "changed", "same", "removed"]);

/** `code`, `file` and `snippet` are also there under the names of contract `submissions` §6: `rule`, `path`, `excerpt`. */
export const finding = z.strictObject({
  id: z.string(),
  group: z.string(),
  code: z.string(),
  rule: z.string(),
  severity,
  file: z.string().nullable(),
  path: z.string().nullable(),
  line: z.number().int().nullable(),
  message: z.string(),
  snippet: z.string().nullable(),
  excerpt: z.string().nullable(),
});
export type Finding = z.infer<typeof finding>;

export const findingList = z.strictObject({ data: z.array(finding), scannedAt: time });
export const findingQuery = z.strictObject({ severity: optionalParameter(severity) });

export const fileEntry = z.strictObject({
  path: z.string(),
  type: z.enum(["file", "directory"]),
  size: z.number().int().nullable().describe("Bytes; null for a folder"),
  sha256: z.string().nullable(),
  binary: z.boolean(),
  change: fileChange.nullable().describe("Against the running version"),
  findings: z.number().int(),
  viewed: z.boolean(),
});
export type FileEntry = z.infer<typeof fileEntry>;
export const fileList = z.strictObject({ data: z.array(fileEntry) });

export const filePath = z.string().min(1).max(240);
export const fileQuery = z.strictObject({ path: filePath });

export const fileContent = z.strictObject({
  path: z.string(),
  size: z.number().int(),
  sha256: z.string(),
  binary: z.boolean(),
  language: z.string(),
  text: z.string().nullable(),
  lines: z.number().int(),
  truncated: z.boolean(),
  findings: z.array(finding),
});
export type FileContent = z.infer<typeof fileContent>;

export const viewedBody = z.strictObject({ path: filePath, viewed: z.boolean() });

const base = z.strictObject({ packageId: z.string(), version: z.string(), sha256: z.string() });
const line = z.tuple([z.enum([" ", "+", "-"]), z.string()]);
export const hunk = z.strictObject({
  oldStart: z.number().int(),
  oldLines: z.number().int(),
  newStart: z.number().int(),
  newLines: z.number().int(),
  lines: z.array(line),
});
export const diffFile = z.strictObject({
  path: z.string(),
  status: fileChange,
  binary: z.boolean(),
  additions: z.number().int(),
  deletions: z.number().int(),
  tooLarge: z.boolean(),
});
/** `base` is null when there is nothing to compare with: everything is added. `hunks` come with `path`. */
export const packageDiff = z.strictObject({
  base: base.nullable(),
  files: z.array(diffFile),
  hunks: z.array(hunk).optional(),
});
export type PackageDiff = z.infer<typeof packageDiff>;
export const diffQuery = z.strictObject({
  against: optionalParameter(z.string().max(60)).describe("`running` (default), `previous` or a package's id"),
  path: optionalParameter(filePath),
});
