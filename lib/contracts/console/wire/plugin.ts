import { z } from "zod";
import { isUuid } from "@/lib/domain/id-shapes";
import { pluginClasses, pluginSeverities, pluginVerdicts } from "@/lib/packages/plugins/plugin-finding";
import { optionalParameter, pageOf, pageParameters, person, searchText, time } from "./list";
import { diffFile, fileEntry, filePath, hunk } from "./package-file";

const count = z.number().int();

export const pluginParams = z.strictObject({
  plugin: z
    .string()
    .transform((text) => text.toLowerCase())
    .refine(isUuid, "must be a UUID"),
});
export const versionParams = z.strictObject({ ...pluginParams.shape, version: z.string().max(40) });

export const pluginVersion = z.strictObject({
  version: z.string(),
  name: z.string(),
  status: z.enum(["pending", "approved", "rejected", "replaced"]),
  sha256: z.string(),
  size: count.describe("Bytes of the zip"),
  submittedBy: z.string(),
  submittedAt: time,
  claimedBy: person.nullable().describe("Who reviews it; null once it is decided"),
  reviewedBy: z.string().nullable(),
  reviewedAt: time.nullable(),
  reason: z.string().nullable(),
  scan: z.enum(["pending", "completed", "failed"]),
  scannedAt: time.nullable(),
  verdict: z.enum(pluginVerdicts).nullable(),
  riskScore: count.nullable(),
  findings: z.strictObject({ critical: count, high: count, medium: count, low: count }),
});
export type PluginVersionResource = z.infer<typeof pluginVersion>;

/** `versions` newest first, as far as the caller may read them; `may` is what the caller may do. */
export const pluginHistory = z.strictObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  active: z.boolean(),
  enableCount: count,
  waitingSince: time.nullable(),
  uploadedBySelf: z.boolean(),
  versions: z.array(pluginVersion),
});
export type PluginHistoryResource = z.infer<typeof pluginHistory>;

export const uploadedPlugin = z.strictObject({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  active: z.boolean(),
  enableCount: count,
  createdAt: time,
  serving: z.string().nullable(),
  newest: pluginVersion,
});
export type UploadedPluginRow = z.infer<typeof uploadedPlugin>;
export const uploadPage = pageOf(uploadedPlugin);
export const uploadQuery = z.strictObject({
  ...pageParameters,
  state: optionalParameter(z.enum(["pending", "serving", "rejected", "hidden"])),
  q: searchText,
});

export const installedSamples = z.strictObject({
  data: z.array(
    z.strictObject({
      slug: z.string(),
      outcome: z.enum(["added", "present", "refused"]),
      reason: z.string().nullable().describe("Why it was refused"),
    }),
  ),
});

export const versionFiles = z.strictObject({ data: z.array(fileEntry) });

export const versionFinding = z.strictObject({
  id: z.string(),
  group: z.enum(pluginClasses),
  rule: z.string(),
  severity: z.enum(pluginSeverities),
  path: z.string(),
  line: count.nullable(),
  message: z.string(),
  excerpt: z.string(),
});
export type VersionFinding = z.infer<typeof versionFinding>;
export const versionFindings = z.strictObject({ data: z.array(versionFinding) });

export const versionFile = z.strictObject({
  path: z.string(),
  size: count,
  sha256: z.string(),
  binary: z.boolean(),
  language: z.string(),
  text: z.string().nullable(),
  lines: count,
  truncated: z.boolean(),
});

export const versionDiff = z.strictObject({
  base: z.strictObject({ version: z.string(), sha256: z.string() }).nullable(),
  files: z.array(diffFile),
  hunks: z.array(hunk).optional(),
});
export const versionDiffQuery = z.strictObject({
  against: optionalParameter(z.string().max(40)).describe("Another version; default the one that serves"),
  path: optionalParameter(filePath),
});
